from odoo.tests import BaseCase

from ..persian.normalise import normalise, tokenise

UNTOUCHED = (
    "https://panel.example.ir/sub/ي?q=۱۲",
    "vless://3f2a@de1.example.ir:443?security=tls&type=ws#آلمان-ي",
    "vmess://eyJ2IjoiMiIsInBzIjoi2YrZiiJ9",
    "trojan://p%40ss@1.2.3.4:8443?sni=a.b#كانال",
    "ss://YWVzLTI1Ni1nY206cGFzcw==@5.6.7.8:8388#۱",
    "t.me/marfanet_ي",
    "reza.k+crm@example.com",
    "123e4567-e89b-12d3-a456-426614174000",
)


class TestNormalise(BaseCase):
    def test_spelling_is_settled(self):
        cases = {
            "علي كريمي": "علی کریمی",
            "مصطفى": "مصطفی",
            "۱۴۰۵/٠٩/20": "1405/09/20",
            "سه\u200c\u200cشنبه": "سه\u200cشنبه",
            "سلام \u200cدنیا\u200c": "سلام دنیا",
            "کـــتاب": "کتاب",
            "مُدیرِ": "مدیر",
            "خانۀ ما": "خانه ما",
            "a\u200fb\ufeffc": "abc",
            "  دو\t\tسه  \n  چهار \n\n\n پنج ": "دو سه\nچهار\n\nپنج",
            "\ufefb": "لا",
            "آذر": "آذر",
            "": "",
        }
        for text, expected in cases.items():
            with self.subTest(text=text):
                self.assertEqual(normalise(text), expected)

    def test_links_configs_mails_and_uuids_survive(self):
        for link in UNTOUCHED:
            with self.subTest(link=link):
                self.assertEqual(normalise(f"كانفيگ {link} ۱"), f"کانفیگ {link} 1")

    def test_normalising_twice_changes_nothing_more(self):
        text = "سلام \u200c علي ۱۲ \n\n\n https://x.ir/ي \u200c و كـتاب\u200c‌ها"
        once = normalise(text)
        self.assertEqual(normalise(once), once)

    def test_tokens_keep_their_place_in_the_original(self):
        text = "سه‌شنبه ساعتِ ۱۰:۳۰ با علي، vless://a@b:1#ي فردا"
        tokens = tokenise(text)
        self.assertEqual(
            [text[token.start : token.end] for token in tokens],
            ["سه", "شنبه", "ساعت", "۱۰", ":", "۳۰", "با", "علي", "،"]
            + ["vless://a@b:1#ي", "فردا"],
        )
        self.assertEqual(tokens[3].text, "10")
        self.assertEqual(tokens[7].text, "علی")

    def test_addresses_are_not_read_as_numbers(self):
        for text in ("192.168.1.1", "۱۰.۰.۰.۱", "10.0.0.0/24", "1.2.3.4:443"):
            with self.subTest(text=text):
                self.assertEqual([token.kind for token in tokenise(text)], ["link"])
