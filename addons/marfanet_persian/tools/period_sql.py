"""PostgreSQL functions that tell in which Jalali period a moment lies.

The rule is that of ``jdatetime``: of every 33 years those are leap years whose number
leaves 1, 5, 9, 13, 17, 22, 26 or 30, so that ``(12053 * year + 21) / 33`` days (12053
being the days of 33 years) pass from the first day of year 0 to that of ``year``. It
gives the calendar of the Calendar Centre for all of 1300 to 1500 but the day on which
some years begin is set each year by observation; like all software, this does not wait.
"""

from ..persian.calendar import MONTHS_IN, from_jalali

#: The years whose periods are looked up; those before and after are reckoned.
FIRST_YEAR, LAST_YEAR = 1300, 1500

_DAYS_TO_FIRST_YEAR = (12053 * FIRST_YEAR + 21) // 33

# n: days since 1 Farvardin of year 0; y: the year; d: days since 1 Farvardin of y
_DECLARATIONS = f"""
DECLARE
    n int := (moment::date - date '{from_jalali(FIRST_YEAR, 1, 1)}')
        + {_DAYS_TO_FIRST_YEAR};
    y int := floor((33 * n + 11) / 12053.0);
    d int := n - floor((12053 * y + 21) / 33.0);
"""

_RECKON = f"""
CREATE OR REPLACE FUNCTION marfanet_jalali_reckon(period text, moment timestamp)
RETURNS timestamp LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
{_DECLARATIONS}
BEGIN
    RETURN moment::date - CASE period
        WHEN 'month' THEN CASE WHEN d < 186 THEN d % 31 ELSE (d - 186) % 30 END
        WHEN 'quarter' THEN CASE WHEN d < 186 THEN d % 93 ELSE (d - 186) % 90 END
        WHEN 'year' THEN d
    END;
END $$
"""

_RECKON_NUMBER = f"""
CREATE OR REPLACE FUNCTION marfanet_jalali_reckon_number(part text, moment timestamp)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
{_DECLARATIONS}
    m int := CASE WHEN d < 186 THEN d / 31 ELSE (d - 186) / 30 + 6 END;
BEGIN
    RETURN CASE part
        WHEN 'year_number' THEN y
        WHEN 'quarter_number' THEN m / 3 + 1
        WHEN 'month_number' THEN m + 1
    END;
END $$
"""

# Reckoning takes twice as long as date_trunc; looking a moment up in the sorted starts
# of two centuries takes hardly longer. The last bound ends the last period.
_BOUNDS = """
CREATE OR REPLACE FUNCTION marfanet_jalali_bounds(period text)
RETURNS timestamp[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE period {cases} END
$$
"""

_START = f"""
CREATE OR REPLACE FUNCTION marfanet_jalali_start(period text, moment timestamp)
RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT COALESCE(
        NULLIF(
            (marfanet_jalali_bounds(period))[
                width_bucket(moment, marfanet_jalali_bounds(period))
            ],
            '{from_jalali(LAST_YEAR + 1, 1, 1)}'::timestamp
        ),
        marfanet_jalali_reckon(period, moment)
    )
$$
"""

# The number of each of these starts. The last, which ends the last period, has none.
_NUMBERS = """
CREATE OR REPLACE FUNCTION marfanet_jalali_numbers(period text)
RETURNS double precision[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE period {cases} END
$$
"""

# A part that has a period is looked up too; a day is counted from the start of one.
_PART = """
CREATE OR REPLACE FUNCTION marfanet_jalali_part(part text, moment timestamp)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE part
        WHEN 'day_of_year' THEN
            moment::date - marfanet_jalali_start('year', moment)::date + 1
        WHEN 'day_of_month' THEN
            moment::date - marfanet_jalali_start('month', moment)::date + 1
        ELSE COALESCE(
            (marfanet_jalali_numbers(split_part(part, '_', 1)))[width_bucket(
                moment, marfanet_jalali_bounds(split_part(part, '_', 1))
            )],
            marfanet_jalali_reckon_number(part, moment)
        )
    END
$$
"""

#: Each function with the types of its arguments, in an order in which to drop them.
SIGNATURES = (
    "marfanet_jalali_part(text, timestamp)",
    "marfanet_jalali_start(text, timestamp)",
    "marfanet_jalali_bounds(text)",
    "marfanet_jalali_numbers(text)",
    "marfanet_jalali_reckon_number(text, timestamp)",
    "marfanet_jalali_reckon(text, timestamp)",
)

#: The parts that ``marfanet_jalali_part`` tells, under Odoo's names.
PARTS = (
    "year_number",
    "quarter_number",
    "month_number",
    "day_of_year",
    "day_of_month",
)


def create_functions(cr) -> None:
    """Create the functions, or replace those of an older version."""
    bounds = numbers = ""
    for period, months in MONTHS_IN.items():
        starts = [
            (year, month)
            for year in range(FIRST_YEAR, LAST_YEAR + 1)
            for month in range(1, 13, months)
        ]
        days = [from_jalali(*start, 1) for start in (*starts, (LAST_YEAR + 1, 1))]
        bounds += _case(period, days, "timestamp")
        of_year = [(month - 1) // months + 1 for _year, month in starts]
        years = [year for year, _month in starts]
        numbers += _case(period, years if period == "year" else of_year, "float8")
    for statement in (
        _RECKON,
        _RECKON_NUMBER,
        _BOUNDS.format(cases=bounds),
        _NUMBERS.format(cases=numbers),
        _START,
        _PART,
    ):
        cr.execute(statement)


def _case(period: str, values: list, type_name: str) -> str:
    array = ",".join(map(str, values))
    return f" WHEN '{period}' THEN '{{{array}}}'::{type_name}[]"


def drop_functions(cr) -> None:
    """Drop the functions."""
    for signature in SIGNATURES:
        cr.execute(f"DROP FUNCTION IF EXISTS {signature}")  # pylint: disable=sql-injection
