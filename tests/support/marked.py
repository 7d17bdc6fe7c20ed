"""Private values that exist nowhere else, and a note in which they are said."""

from .leftovers import folded

TO_CALL = "۰۹۳۵ ۷۶۵ ۴۳ ۲۱"
CARD = "6037 9918 4620 5171"
DICTATED = "صفر نهصد و سی و هفت دویست و بیست و دو سی و سه چهل و چهار"

PRIVATE = {
    "phone in Persian digits": TO_CALL,
    "phone": "09128837465",
    "phone with spaces": "0919 664 28 37",
    "phone from abroad": "+98 936 415 92 68",
    "e-mail": "marked.rezaei@example.com",
    "card": CARD,
    "IBAN": "IR790170000000204816359270",
    "national id": "2718849304",
    "VPN link": "vless://0b7e51c2-93d4-4a6f-8e1b-52c7d90af364@1.2.3.4:443#marked",
    "subscription": "https://panel.example.ir:2096/sub/m4rk3d5ubscr1pt10n",
    "UUID": "d41c8e07-6b52-4f39-a0e8-7c15f2b9630d",
    "password": "Mrk-9wQ!x7",
}
SPOKEN = {"dictated phone": DICTATED}

SAID = (
    "با آقای رضایی صحبت کردم، خیلی راضی بود."
    f" سه‌شنبه آینده به شماره {TO_CALL} زنگ بزنم."
    f" شماره قبلیش {PRIVATE['phone']} بود، برادرش {PRIVATE['phone with spaces']} و"
    f" دفترش {PRIVATE['phone from abroad']} هست."
    f" ایمیلش {PRIVATE['e-mail']} است. به کارت {CARD} واریز کرد و شباش"
    f" {PRIVATE['IBAN']} و کد ملیش {PRIVATE['national id']} است."
    f" کانفیگ {PRIVATE['VPN link']} وصل نمی‌شد، لینک اشتراک"
    f" {PRIVATE['subscription']} و شناسه {PRIVATE['UUID']} را فرستادم."
    f" رمزش {PRIVATE['password']} هست."
)
TYPED = f"{SAID} شماره جدیدش {DICTATED} هست."

# What is looked for, as «leftovers.folded» spells it. A leading zero or country code
# may be lost on the way.
MARKED = {name: folded(value) for name, value in {**PRIVATE, **SPOKEN}.items()}
for _name in [name for name in PRIVATE if name.startswith("phone")]:
    MARKED[_name] = MARKED[_name].removeprefix("+98").removeprefix("0")
# The way in that a link holds is as private as the link.
MARKED["VPN link"] = folded("0b7e51c2-93d4-4a6f-8e1b-52c7d90af364")
MARKED["subscription"] = folded("m4rk3d5ubscr1pt10n")
