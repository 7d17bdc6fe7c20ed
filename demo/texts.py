"""The words of the demo data: people, places, and what is said on the phone."""

# First name, family name, and how the panel's administration spells them.
PEOPLE = [
    ("علی", "رضایی", "ali.rezaei"),
    ("زهرا", "موسوی", "zahra.mousavi"),
    ("محمد", "کریمی", "m.karimi"),
    ("فاطمه", "احمدی", "f.ahmadi"),
    ("حسین", "نوری", "hossein.nouri"),
    ("مریم", "حسینی", "maryam.h"),
    ("رضا", "جعفری", "reza.jafari"),
    ("سمیرا", "صادقی", "samira.s"),
    ("مهدی", "قاسمی", "mehdi.ghasemi"),
    ("نرگس", "رحیمی", "narges.rahimi"),
    ("امیر", "محمدی", "amir.mohammadi"),
    ("الهام", "کاظمی", "elham.kazemi"),
    ("سعید", "مرادی", "saeed.moradi"),
    ("لیلا", "اکبری", "leila.akbari"),
    ("حمید", "شریفی", "hamid.sharifi"),
    ("شیما", "ابراهیمی", "shima.e"),
    ("مجید", "یوسفی", "majid.yousefi"),
    ("نازنین", "سلطانی", "nazanin.s"),
    ("پیمان", "عباسی", "peyman.abbasi"),
    ("سپیده", "طاهری", "sepideh.t"),
    ("بهروز", "نجفی", "behrouz.najafi"),
    ("مینا", "فرهادی", "mina.farhadi"),
    ("کامران", "رستمی", "kamran.rostami"),
    ("الناز", "باقری", "elnaz.bagheri"),
    ("فرهاد", "ملکی", "farhad.maleki"),
    ("آرزو", "حیدری", "arezou.heydari"),
    ("داوود", "اسدی", "davood.asadi"),
    ("ندا", "شفیعی", "neda.shafiei"),
    ("یاسر", "میرزایی", "yaser.mirzaei"),
    ("پریسا", "غلامی", "parisa.gholami"),
    ("نیما", "داوودی", "nima.davoodi"),
    ("سارا", "امینی", "sara.amini"),
    ("جواد", "کریم‌زاده", "javad.k"),
    ("رویا", "بهرامی", "roya.bahrami"),
    ("مسعود", "صالحی", "masoud.salehi"),
    ("هانیه", "زارعی", "hanieh.zarei"),
    ("ایمان", "خسروی", "iman.khosravi"),
    ("شادی", "منصوری", "shadi.mansouri"),
    ("وحید", "تقوی", "vahid.taghavi"),
    ("غزل", "پورمحمد", "ghazal.p"),
]

CITIES = ["تهران", "مشهد", "اصفهان", "شیراز", "تبریز", "کرج", "اهواز", "قم", "رشت"]

#: The fields of an interaction; the outcome by the name of its record.
CONVERSATIONS = [
    {
        "purpose": "support",
        "subject": "اتصال V2Ray روی ایرانسل",
        "summary": (
            "کاربرها روی ایرانسل وصل نمی‌شدند. کانفیگ جدید فرستادم و مشکل حل شد."
        ),
        "outcome": "resolved",
        "sentiment": "positive",
        "feedback": "«دستتون درد نکنه، مشتری‌هام دیگه زنگ نمی‌زنن.»",
        "next_step": "چند روز بعد بپرسم هنوز وصل است یا نه",
    },
    {
        "purpose": "support",
        "subject": "قطعی سرور آلمان",
        "summary": (
            "سرور آلمان از دیروز قطع است و مشتری‌ها شاکی‌اند. تیم فنی در حال بررسی است."
        ),
        "outcome": "unresolved",
        "sentiment": "negative",
        "feedback": "«از صبح ده نفر زنگ زدن، آبروم رفت.»",
        "next_step": "نتیجه‌ی بررسی را خبر بدهم",
    },
    {
        "purpose": "support",
        "subject": "ورود به پنل",
        "summary": "رمز پنل را فراموش کرده بود. رمز تازه ساختیم و وارد شد.",
        "outcome": "resolved",
        "sentiment": "neutral",
        "feedback": "",
        "next_step": "",
    },
    {
        "purpose": "support",
        "subject": "کندی سرعت شب‌ها",
        "summary": (
            "شب‌ها سرعت افت می‌کند. پیشنهاد کردم مشتری‌ها را روی سرور فنلاند هم تقسیم کند."
        ),
        "outcome": "unresolved",
        "sentiment": "neutral",
        "feedback": "«شب‌ها از نه به بعد فیلم هم باز نمی‌شه.»",
        "next_step": "سرعت را دوباره بپرسم",
    },
    {
        "purpose": "sales",
        "subject": "معرفی پنل تازه",
        "summary": (
            "پنل تازه را معرفی کردم. از گزارش‌ها خوشش آمد ولی قیمت برایش بالاست."
        ),
        "outcome": "interested",
        "sentiment": "neutral",
        "feedback": "«گزارش‌هاش عالیه، فقط یه کم گرونه.»",
        "next_step": "پیشنهاد تخفیف را بفرستم",
    },
    {
        "purpose": "sales",
        "subject": "خرید بیست اکانت",
        "summary": "بیست اکانت خرید و از سرعت خیلی راضی است. فاکتور خواست.",
        "outcome": "resolved",
        "sentiment": "positive",
        "feedback": "«سرعتش خیلی خوبه، ماه بعد هم می‌خوام.»",
        "next_step": "فاکتور را بفرستم",
    },
    {
        "purpose": "sales",
        "subject": "تمدید پلن سالانه",
        "summary": (
            "پلنش این ماه تمام می‌شود. تمدید سالانه را با ده درصد تخفیف پیشنهاد کردم."
        ),
        "outcome": "interested",
        "sentiment": "positive",
        "feedback": "",
        "next_step": "برای تمدید تماس بگیرم",
    },
    {
        "purpose": "follow_up",
        "subject": "تسویه‌ی بدهی",
        "summary": (
            "درباره‌ی فاکتورهای پرداخت‌نشده صحبت کردیم. قول داد آخر ماه تسویه کند."
        ),
        "outcome": "promised_payment",
        "sentiment": "neutral",
        "feedback": "«تا آخر ماه حساب رو صاف می‌کنم.»",
        "next_step": "واریز را پیگیری کنم",
    },
    {
        "purpose": "follow_up",
        "subject": "احوال‌پرسی ماهانه",
        "summary": "فروشش خوب پیش می‌رود و مشکلی ندارد. از پشتیبانی تشکر کرد.",
        "outcome": "resolved",
        "sentiment": "positive",
        "feedback": "",
        "next_step": "",
    },
    {
        "purpose": "follow_up",
        "subject": "جواب نداد",
        "summary": "تماس گرفتم، جواب نداد. در تلگرام پیام گذاشتم.",
        "outcome": "no_answer",
        "sentiment": "neutral",
        "feedback": "",
        "next_step": "دوباره تماس بگیرم",
    },
    {
        "purpose": "inbound",
        "subject": "گلایه از پاسخ‌گویی",
        "summary": (
            "تماس گرفت و از دیر جواب دادن گله داشت. عذرخواهی کردم و مشکلش را ثبت کردم."
        ),
        "outcome": "unresolved",
        "sentiment": "negative",
        "feedback": "«دو روزه پیام می‌دم کسی جواب نمی‌ده.»",
        "next_step": "امروز نتیجه را خبر بدهم",
    },
    {
        "purpose": "inbound",
        "subject": "سؤال درباره‌ی کیف پول",
        "summary": (
            "پرسید چطور کیف پول پنل را شارژ کند. مرحله‌به‌مرحله راهنمایی‌اش کردم."
        ),
        "outcome": "resolved",
        "sentiment": "positive",
        "feedback": "«خیلی واضح توضیح دادید، ممنون.»",
        "next_step": "",
    },
    {
        "purpose": "sales",
        "subject": "پیشنهاد رقیب",
        "summary": "از یک پنل ارزان‌تر پیشنهاد گرفته و فعلاً نمی‌خواهد ارتقا بدهد.",
        "outcome": "not_interested",
        "sentiment": "neutral",
        "feedback": "«اون یکی نصف قیمت می‌ده.»",
        "next_step": "ماه بعد دوباره بپرسم",
    },
    {
        "purpose": "sales",
        "subject": "ارتقا به پنل حرفه‌ای",
        "summary": "گفت فروشش کم شده و برای ارتقا پولی ندارد. فعلاً منصرف شد.",
        "outcome": "not_interested",
        "sentiment": "negative",
        "feedback": "«الان وقتش نیست، بازار خوابیده.»",
        "next_step": "",
    },
    {
        "purpose": "support",
        "subject": "برنامه‌ی آیفون",
        "summary": "مشتری‌های آیفونی برنامه پیدا نمی‌کردند. Streisand را معرفی کردم.",
        "outcome": "resolved",
        "sentiment": "positive",
        "feedback": "«با این یکی راحت وصل شدن.»",
        "next_step": "فیلم آموزش را بفرستم",
    },
    {
        "purpose": "follow_up",
        "subject": "واریز نشدن قسط",
        "summary": "قرار بود قسط را بزند و نزده است. گفت فعلاً نمی‌تواند.",
        "outcome": "unresolved",
        "sentiment": "negative",
        "feedback": "«دستم خالیه، فشار نیارید.»",
        "next_step": "با سرپرست درباره‌ی مهلت صحبت کنم",
    },
    {
        "purpose": "follow_up",
        "subject": "خطش اشغال بود",
        "summary": "دو بار زنگ زدم، خط اشغال بود.",
        "outcome": "busy",
        "sentiment": False,
        "feedback": "",
        "next_step": "بعدازظهر دوباره تماس بگیرم",
    },
    {
        "purpose": "support",
        "subject": "پیام گذاشتم",
        "summary": "برای خبر دادن از سرور تازه زنگ زدم. جواب نداد، پیام گذاشتم.",
        "outcome": "left_message",
        "sentiment": False,
        "feedback": "",
        "next_step": "فردا پیگیری کنم",
    },
    {
        "purpose": "sales",
        "subject": "معرفی امکانات تازه",
        "summary": "برای معرفی امکانات تازه زنگ زدم، کسی جواب نداد.",
        "outcome": "no_answer",
        "sentiment": False,
        "feedback": "",
        "next_step": "ساعت دیگری زنگ بزنم",
    },
]

TASKS = [
    "تماس برای پیگیری اتصال",
    "ارسال فاکتور",
    "پیگیری واریز",
    "معرفی پنل تازه",
    "خبر دادن نتیجه‌ی بررسی فنی",
    "تماس برای تمدید پلن",
    "پرسیدن وضعیت سرعت",
    "ارسال کانفیگ تازه",
    "پیشنهاد تخفیف تمدید",
    "احوال‌پرسی ماهانه",
]

# Product, price in Toman.
PRODUCTS = [
    ("پنل پایه – یک‌ماهه", 1_500_000),
    ("پنل حرفه‌ای – یک‌ماهه", 3_200_000),
    ("بسته‌ی پنجاه اکانت", 4_750_000),
    ("بسته‌ی صد اکانت", 8_900_000),
]

TAGS = ["عمده‌فروش", "تلگرامی", "نیازمند آموزش", "خوش‌حساب"]

# What comes round again: title, every how many, of which unit.
ROUTINES = [
    ("احوال‌پرسی ماهانه", 1, "month"),
    ("مرور فروش هفته با نماینده", 1, "week"),
    ("بررسی سرعت سرورها", 2, "week"),
]
