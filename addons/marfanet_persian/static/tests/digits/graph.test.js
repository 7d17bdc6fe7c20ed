import { describe, expect, test } from "@odoo/hoot";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { readPersian } from "../persian_helpers";

describe.current.tags("headless");

function tooltipOf(mode) {
    const dataset = {
        backgroundColor: ["red", "blue"],
        data: [1, 3],
        label: "تعداد",
        trueLabels: ["آبان", "آذر"],
    };
    const metaData = { allIntegers: true, fieldAttrs: {}, groupBy: ["day"], mode };
    const dataPoints = [{ dataIndex: 1, datasetIndex: 0, raw: 3 }];
    const renderer = Object.create(GraphRenderer.prototype);
    const [item] = renderer.getTooltipItems({ datasets: [dataset] }, metaData, {
        dataPoints,
    });
    return item;
}

const axis = (value) =>
    Object.create(GraphRenderer.prototype).formatValue(value, false);

test("numbers of graphs are in the digits that the user chose", async () => {
    await makeMockEnv();
    readPersian({ digits: "persian" });
    expect(tooltipOf("bar").value).toBe("۳");
    expect(tooltipOf("pie").percentage).toBe("۷۵.۰۰");
    expect(axis(2)).toBe("۲.۰۰");
    expect(axis(12000)).toBe("۱۲.۰۰k");
});

test("others see them as Odoo writes them", async () => {
    await makeMockEnv();
    readPersian({ digits: "latin" });
    expect(tooltipOf("bar").value).toBe("3");
    expect(tooltipOf("pie").percentage).toBe("75.00");
    expect(axis(12000)).toBe("12.00k");
});
