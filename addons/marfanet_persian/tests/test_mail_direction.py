from odoo.tests import BaseCase

from ..tools.mail_direction import give_direction


class TestMailDirection(BaseCase):
    def test_a_persian_mail_is_shown_from_right_to_left(self):
        for body, expected in (
            ("<p>سلام</p>", '<div dir="rtl"><p>سلام</p></div>'),
            (
                '<html><body style="a">سلام</body></html>',
                '<html><body style="a"><div dir="rtl">سلام</div></body></html>',
            ),
            # What is not read does not count, nor what is Latin in every language.
            (
                "<style>p { color: red; }</style><p>سلام&nbsp;&nbsp;</p>",
                '<div dir="rtl"><style>p { color: red; }</style>'
                "<p>سلام&nbsp;&nbsp;</p></div>",
            ),
            (
                "<p>نشانی: https://example.com/web reza@example.com</p>",
                '<div dir="rtl"><p>نشانی: https://example.com/web reza@example.com</p>'
                "</div>",
            ),
        ):
            self.assertEqual(give_direction(body), expected)

    def test_all_others_are_sent_as_they_were(self):
        for body in (
            "<p>Hello</p>",
            "<html><body>Hello علی</body></html>",
            "<p>1405/08/30</p>",
            "<p>۱۴۰۵/۰۸/۳۰</p>",
            "<!-- سلام -->",
            "",
        ):
            self.assertEqual(give_direction(body), body)
