"""Slogans for the plain template in scripts that are set in their own ways."""

from collections.abc import Mapping

SCRIPTS: Mapping[str, Mapping[str, str]] = {
    "arabic": {
        "headline": "لن ننظر في الأمر قبل 2031 أبدًا",
        "strapline": "نحن نستمع (أحيانًا) إلى BBQ",
        "stamp": "مرفوض",
    },
    "devanagari": {"headline": "हम इस पर विचार करेंगे", "strapline": "क्षत्रिय विद्यालय", "small_print": "বাংলা ভাষা"},
    "hebrew": {"headline": "שלום Anton, אנחנו כאן!", "small_print": "שלום (hello) world", "stamp": "אושר"},
    "emoji": {"headline": "We ❤️ queues 👩‍👩‍👧 1️⃣", "strapline": "Flags 🇫🇷 ☎ ★ ✓", "stamp": "Yes 🎉"},
}
