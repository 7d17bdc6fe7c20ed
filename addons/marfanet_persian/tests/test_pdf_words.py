from lxml import html

from odoo.tests import BaseCase

from ..tools.pdf_words import place_words


class TestPdfWords(BaseCase):
    def _place(self, body, direction="rtl"):
        page = f'<html><body dir="{direction}"><p>{body}</p></body></html>'
        return html.document_fromstring(place_words(page)).find("body/p")

    def _leaves(self, element):
        return [box.text for box in element.iter("span") if box.text and not len(box)]

    def test_each_word_has_a_box_of_its_own(self):
        placed = self._place("نماینده علی رضایی")
        self.assertEqual(self._leaves(placed), ["نماینده", "علی", "رضایی"])
        self.assertEqual(placed.text_content(), "نماینده علی رضایی")

    def test_a_word_is_never_broken_whatever_the_page_allows(self):
        """Qt takes some boxes for too narrow: «به» was printed on two lines."""
        for box in self._place("مربوط به «تماس»").iter("span"):
            self.assertIn("word-wrap:normal", box.get("style"))

    def test_signs_and_numbers_are_printed_apart_from_letters(self):
        placed = self._place("«تماس» ۱۷:۳۰، ۱۲٬۳۴۵ تومان")
        self.assertEqual(
            self._leaves(placed),
            ["«", "تماس", "»", "۱۷:۳۰", "،", "۱۲٬۳۴۵", "تومان"],
        )

    def test_a_non_joiner_parts_the_letters(self):
        self.assertEqual(self._leaves(self._place("می‌خواهد")), ["می", "خواهد"])

    def test_latin_words_keep_their_order_in_persian(self):
        placed = self._place("گفت V2Ray on Irancell وصل نیست")
        (run,) = placed.xpath("span[@dir='ltr']")
        self.assertEqual(run.text_content(), "V2Ray on Irancell")

    def test_persian_words_between_latin_ones_stay_in_persian_order(self):
        placed = self._place("کانفیگ V2Ray روی ایرانسل با VLESS درست شد")
        self.assertEqual(
            placed.text_content().replace("\u200f", "|"),
            "کانفیگ |V2Ray| روی ایرانسل با |VLESS| درست شد",
        )

    def test_english_words_between_persian_ones_stay_in_english_order(self):
        placed = self._place("Call علی رضایی about the تمدید now", direction="ltr")
        self.assertEqual(
            placed.text_content().replace("\u200e", "|"),
            "Call |علی رضایی| about the |تمدید| now",
        )

    def test_persian_words_keep_their_order_in_english(self):
        placed = self._place("Call علی رضایی now", direction="ltr")
        (run,) = placed.xpath("span[@dir='rtl']")
        self.assertEqual(run.text_content(), "علی رضایی")
        self.assertEqual(self._leaves(placed), ["Call", "علی", "رضایی", "now"])

    def test_an_automatic_direction_is_that_of_the_first_letter(self):
        placed = self._place('<b dir="auto">«سلام V2Ray»</b>', direction="ltr")
        self.assertTrue(placed.xpath("b/span[@dir='ltr']"))

    def test_text_after_an_element_stays_after_it(self):
        placed = self._place("یک <b>دو</b> سه<br/>چهار")
        self.assertEqual(placed.text_content(), "یک دو سهچهار")
        self.assertEqual(placed.find("br").getnext().text, "چهار")

    def test_a_page_without_right_to_left_text_stays_as_it_is(self):
        page = "<p>Call <b>Ali</b>, 10:00</p>"
        self.assertEqual(place_words(page), page)

    def test_styles_are_no_text(self):
        page = "<html><head><style>p{content:'سلام'}</style></head><p>سلام</p></html>"
        self.assertIn("p{content:'سلام'}", place_words(page))
