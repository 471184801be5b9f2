"""English dates and times of day in words."""

from __future__ import annotations

import re

from voices.spoken_text.abbreviations import sentence_stop
from voices.spoken_text.mapped_text import SpokenText
from voices.spoken_text.numbers.number_words import cardinal, ordinal, year

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTHS = _MONTH.split("|")
_MONTH_DAY = re.compile(
    rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?(?![\w:/.-]*\d)(?!,\d{{3}}(?!\d))"
    r"(?=\W*$|[,.;:!?)…]|\s+(?:at|in|on|to|the|and|of|was|is|\d{4})\b)"
)
_DAY_MONTH = re.compile(rf"(?<![\w.,:/])([Tt]he )?(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH})\b")
_SHORT_DATE = re.compile(r"(?<![\w./-])(\d{1,2})/(\d{1,2})/((?:1[5-9]|20)\d\d)(?![\w/])")
_ISO_DATE = re.compile(r"(?<![\w./-])((?:1[5-9]|20)\d\d)-(\d\d)-(\d\d)(?![\w-])")

_DAY_ALONE = re.compile(r"(?<=\b[Oo]n )(\d{1,2})/(\d{1,2})(?![\w/]|[.,]\d|\s(?:of|an?|cups?|inch\w*|miles?)\b)")
_FOUR_FIGURES = re.compile(
    r"(?<![\w.,:/£$€-])([01]\d|2[0-4])([0-5]\d)(?:(?=(?:\shours|\sHours)\b)|\s?(hrs|h)\b\.?(?!\w))|"
    r"(?<=\b[Aa]t )(0\d)([0-5]\d)(?![\w/%°-]|[.,:]\d)"
)

_HOURS = re.compile(r"(?i)(\d\s?[ap]\.?\s?m\b\.?|\d:[0-5]\d)\s?[-–]\s?(?=\d{1,2}(?::\d\d|\s?[ap]\.?m\b))")
_HALF_DAY = re.compile(r"(?i)(?:(?<!\w)|(?<=\d))([ap])\.\s?m\b(\.?)|(?<=\d)\s?([ap])m\b(\.?)")
_CLOCK = re.compile(r"(?<![\w:.,/])([01]?\d|2[0-4]):([0-5]\d)(?![\w:]|[.,]\d)(?=(\s*[AP]M\b|\shours\b)?)")
_TIME_OF_DAY = re.compile(r"(?i)\b(?:at|by|until|till|since|from|before|after|around|about|the)\s$")
_CLOCK_WITH_STOP = re.compile(r"(?<![\w:.,/£$€])([01]?\d|2[0-4])\.([0-5]\d)(?=(\s*[AP]M\b))")
_TRAIN = re.compile(
    r"\b((?:[Aa]t|[Bb]y|[Aa]n|[Tt]he(?: old| early| late| slow| fast| usual| last| first)?)\s)"
    r"([01]?\d|2[0-4])\.(?:([0-5]\d)(?![\d%]|[.,]\d|\s?(?:per|percent|million|billion|miles|metres|meters|seconds)\b)"
    r"|([0-5])(?=\s*(?:[,;!?)]|\.(?!\d)|$)|\s(?:train|express|from|to|up|down)\b))"
)


def in_words(text: SpokenText, *, american: bool) -> SpokenText:
    """Dates and times. In figures alone a date has the month first if `american`, else the day, unless it can't be."""
    return (
        text.sub(_HOURS, lambda match: f"{match[1]} to ")
        .sub(_SHORT_DATE, lambda match: _date(match[3], match[1], match[2], american=american))
        .sub(_DAY_ALONE, lambda match: _day(match[1], match[2], american=american))
        .sub(_FOUR_FIGURES, _four_figures)
        .sub(_ISO_DATE, lambda match: _date(match[1], match[2], match[3], american=True))
        .sub(_MONTH_DAY, _month_day)
        .sub(_DAY_MONTH, _day_month)
        .sub(_HALF_DAY, _half_day)
        .sub(_CLOCK, _clock_time)
        .sub(_CLOCK_WITH_STOP, lambda match: _clock(match[1], match[2], match[3]))
        .sub(_TRAIN, _train)
    )


def _date(years: str, first: str, second: str, *, american: bool) -> str | None:
    month, day = (int(first), int(second)) if american else (int(second), int(first))
    if month > 12 >= day:
        month, day = day, month
    if not (0 < month < 13 and 0 < day < 32):
        return None
    return f"{_MONTHS[month - 1]} {ordinal(day)}, {year(int(years))}"


def _day(first: str, second: str, *, american: bool) -> str | None:
    """A day of the year; 9/11 and 24/7 have names."""
    if (first, second) in (("9", "11"), ("7", "11"), ("24", "7")):
        return None
    month, day = (int(first), int(second)) if american else (int(second), int(first))
    if month > 12 >= day:
        month, day = day, month
    return f"{_MONTHS[month - 1]} {ordinal(day)}" if 0 < month < 13 and 0 < day < 32 else None


def _four_figures(match: re.Match[str]) -> str:
    """A time as soldiers give it: "0915 hrs" → "oh nine fifteen hours"."""
    hours, minutes = match[1] or match[4], match[2] or match[5]
    hour, minute = int(hours), int(minutes)
    said = f"oh {cardinal(hour)}" if hours[0] == "0" and hour else "zero" if not hour else cardinal(hour)
    minutes = f"{'oh ' if minute < 10 else ''}{cardinal(minute)}" if minute else "hundred"
    return f"{said} {minutes}" + (" hours" if match[3] else "")


def _month_day(match: re.Match[str]) -> str | None:
    day = int(match[2])
    return f"{match[1]} {ordinal(day)}" if 0 < day < 32 else None


def _day_month(match: re.Match[str]) -> str | None:
    day = int(match[2])
    return f"{match[1] or 'the '}{ordinal(day)} of {match[3]}" if 0 < day < 32 else None


def _half_day(match: re.Match[str]) -> str:
    """Letters run together are each named; the last stop stays where it may end the sentence."""
    stopped = match[2] or match[4]
    return f" {(match[1] or match[3]).upper()}M" + (sentence_stop(match) if stopped else "")


def _clock_time(match: re.Match[str]) -> str:
    """A time, or how long a clock still runs: "at 00:30" is in the night, "it showed 00:30" need not be."""
    hour, after = match[1], match[3] or ""
    if hour == "00" and not after and _TIME_OF_DAY.search(match.string[: match.start()]):
        return "midnight" if match[2] == "00" else _clock("12", match[2], after)
    return _clock(hour, match[2], after)


def _clock(hours: str, minutes: str, after: str) -> str:
    hour, minute = int(hours), int(minutes)
    if "hours" in after and hours.startswith("0"):
        return f"oh {cardinal(hour)} {cardinal(minute) if minute else 'hundred'}"
    if minute:
        return f"{cardinal(hour)} {'oh ' if minute < 10 else ''}{cardinal(minute)}"
    if "M" in after:
        return cardinal(hour)
    return f"{cardinal(hour)} o'clock" if 0 < hour < 13 else f"{cardinal(hour)} hundred"


def _train(match: re.Match[str]) -> str:
    """A time with a stop, as timetables had it: "the 3.10"."""
    if match[4]:
        return f"{match[1]}{cardinal(int(match[2]))} {cardinal(int(match[4]))}"
    return match[1] + _clock(match[2], match[3], "")
