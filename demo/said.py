"""What representatives object, what they are answered, and what is promised."""

from datetime import timedelta

from odoo import Command

from demo.clock import today

#: Of how many contacts somebody noted an objection, and a promise.
_OBJECTED = 0.14
_PROMISED = 0.16
_OPEN_SINCE = 18  # days; what was promised before has been settled

#: By purpose and matter: how it is put, what helps, and what does not.
OBJECTIONS = {
    "sales": [
        (
            ["گرونه، بازار الان نمی‌کشه", "قيمت پنل خيلي بالاست", "گرون‌تر از بقیه‌ست"],
            [
                "با فروش ۲۰ اکانت در ماه هزینه‌ی پنل برمی‌گردد؛ ماه اول را با ده درصد"
                " تخفیف شروع کنید.",
                "پنل پایه را برای یک ماه بگیرید، هر وقت فروش بالا رفت ارتقا می‌دهیم و"
                " فقط تفاوتش را می‌دهید.",
            ],
            ["قیمت‌ها دست ما نیست.", "همه‌جا همین قیمت است."],
        ),
        (
            [
                "یه پنل دیگه نصف قیمت می‌ده",
                "رقیبتون ارزون‌تره و همین سرورها رو داره",
                "از جای دیگه ارزون‌تر می‌خرم",
            ],
            [
                "قطعی ماه گذشته‌ی آن‌ها سه روز بود و مال ما چهل دقیقه؛ یک هفته رایگان"
                " کنار هم امتحانشان کنید.",
                "پشتیبانی شبانه‌روزی و تعویض فوری سرور در همین قیمت است؛ هزینه‌ی"
                " مشتریِ ازدست‌رفته را هم حساب کنید.",
            ],
            ["خب از همان‌جا بخرید."],
        ),
        (
            [
                "برای تمدید سالانه پول یکجا ندارم",
                "تمديد يکساله رو نمی‌تونم یکجا بدم",
                "الان وقت تمدید نیست، دستم خالیه",
            ],
            [
                "تمدید سه‌ماهه با همان تخفیف سالانه؛ قسط دوم را ماه بعد بدهید.",
            ],
            ["تا پرداخت نکنید تمدید نمی‌شود."],
        ),
        (
            ["پنل فعلی‌مون کار می‌کنه، دردسر جابه‌جایی نمی‌خوام", "انتقال کاربرها سخته"],
            [
                "انتقال کاربرها را خودمان شبانه انجام می‌دهیم و لینک‌ها عوض نمی‌شود.",
            ],
            ["انتقالش سخت نیست، خودتان انجام بدهید."],
        ),
    ],
    "support": [
        (
            [
                "روی ایرانسل اصلا وصل نمی‌شه",
                "ايرانسل قطعه، V2Ray وصل نميشه",
                "مشتری‌های ایرانسلی همه شاکی‌ان",
            ],
            [
                "برای ایرانسل کانفیگ VLESS با پورت ۴۴۳ را بفرستید؛ امروز روی"
                " ۱۲ نفر جواب داده است.",
            ],
            ["ایرانسل مشکل خودش است، صبر کنید."],
        ),
        (
            [
                "شب‌ها سرعت افت می‌کنه",
                "سرعت شبها خيلي کمه، فیلم باز نمی‌شه",
                "سرعتش کنده، مشتری پولشو پس می‌خواد",
            ],
            [
                "سرور فنلاند را برای ساعت ۹ تا ۱۲ شب اضافه کنید؛ بار آلمان نصف می‌شود.",
                "محدودیت هم‌زمانی هر اکانت را روی دو دستگاه بگذارید تا سرعت برگردد.",
            ],
            ["شب‌ها همه‌جا کند است."],
        ),
        (
            [
                "برنامه‌ی آیفون ندارید، مشتری آیفونی از دست می‌دم",
                "روی iOS برنامه پیدا نمی‌شه",
                "اپ آیفون از استور حذف شده",
            ],
            [
                "روی آیفون Streisand را نصب کنند و لینک اشتراک را بچسبانند؛ فیلم یک"
                "‌دقیقه‌ای آموزش را می‌فرستم.",
            ],
            ["برای آیفون کاری نمی‌شود کرد."],
        ),
        (
            ["هر هفته سرور قطع می‌شه", "قطعی سرور آبرومو برده"],
            [
                "سرور پشتیبان را فعال کردیم؛ با قطع شدن یکی، لینک خودبه‌خود"
                " روی دومی می‌رود.",
            ],
            ["قطعی طبیعی است."],
        ),
    ],
    "follow_up": [
        (
            ["فروشم خوب نیست، الان نمی‌تونم تسویه کنم", "حساب خالیه، ماه دیگه می‌دم"],
            [
                "نصف بدهی را امروز بزنید تا پنل باز بماند، نصف دیگر دهم ماه بعد.",
            ],
            ["اگر تا فردا ندهید، پنل بسته می‌شود."],
        ),
        (
            ["چرا این‌قدر زنگ می‌زنید", "زیاد تماس می‌گیرید، سرم شلوغه"],
            ["از این به بعد ماهی یک بار، روز و ساعتی که خودتان بگویید."],
            ["وظیفه‌ی ماست تماس بگیریم."],
        ),
    ],
    "inbound": [
        (
            ["دیر جواب می‌دید", "دو روزه پیام می‌دم کسی جواب نمی‌ده"],
            [
                "حق با شماست؛ از امروز پیامتان مستقیم به خودم می‌رسد و تا یک ساعت جواب"
                " می‌گیرید.",
            ],
            ["سرمان شلوغ بود."],
        ),
    ],
}

#: By side: what is promised, and after how many days it is due (None: no day was said).
PROMISES = {
    "us": [
        ("کانفیگ تازه‌ی ایرانسل را می‌فرستیم", 1),
        ("نتیجه‌ی بررسی سرور آلمان را خبر می‌دهیم", 2),
        ("فاکتور رسمی را ایمیل می‌کنیم", 3),
        ("فیلم آموزش آیفون را می‌فرستیم", 1),
        ("ده درصد تخفیف تمدید را روی پنل می‌زنیم", 5),
        ("سرور فنلاند را برایشان فعال می‌کنیم", 2),
        ("ده روز اعتبار هدیه برای قطعی هفته‌ی پیش می‌دهیم", 7),
        ("وقتی برنامه‌ی iOS آماده شد خبر می‌دهیم", None),
        ("انتقال کاربرها را شبانه انجام می‌دهیم", 4),
    ],
    "them": [
        ("بدهی را تا آخر هفته واریز می‌کند", 5),
        ("نصف بدهی را امروز می‌زند", 1),
        ("پلن سالانه را تمدید می‌کند", 10),
        ("عکس خطای ایرانسل را می‌فرستد", 1),
        ("بیست اکانت دیگر می‌گیرد", 14),
        ("رسید پرداخت را می‌فرستد", 2),
        ("با شریکش صحبت می‌کند و خبر می‌دهد", None),
        ("نماینده‌ی تازه‌ای معرفی می‌کند", 20),
    ],
}


def objections(chance, purpose, result):
    """Return the commands of the objections of a contact: none of most.

    What helps was said more often where it went well, or there was nothing to learn.
    """
    matters = OBJECTIONS.get(purpose)
    if result == "unreached" or not matters or chance.random() > _OBJECTED:
        return []
    texts, helps, does_not = chance.choice(matters)
    was_wise = chance.random() < (0.85 if result == "good" else 0.3)
    answer = chance.choice(helps if was_wise else does_not)
    # Now and then nobody notes what was answered.
    answer = answer if chance.random() < 0.9 else False
    return [Command.create({"text": chance.choice(texts), "answer": answer})]


def promises(chance, date, result):
    """Return the commands of the promises of a contact: old ones have been settled."""
    if result == "unreached" or chance.random() > _PROMISED:
        return []
    side = chance.choice(["us", "them"])
    text, days = chance.choice(PROMISES[side])
    day = date.date()
    is_open = day >= today() - timedelta(days=_OPEN_SINCE)
    settled = "kept" if chance.random() < 0.75 else "dropped"
    return [
        Command.create(
            {
                "side": side,
                "text": text,
                "date_due": days and day + timedelta(days=days),
                "state": "open" if is_open and chance.random() < 0.75 else settled,
            }
        )
    ]
