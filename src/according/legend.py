"""What every word and mark of According stands for, in the terminal and on the desk."""

from __future__ import annotations

from collections.abc import Mapping

# In the text of the desk: the class of a mark, its name, and what it stands for.
MARKS: tuple[tuple[str, str, str], ...] = (
    ("source", "source", "who is said to have said, written, thought, planned or wanted something"),
    ("cue", "cue", "the words that link the source to what is said"),
    ("content", "content", "what is said; words told inside another statement carry a second line"),
    ("condition", "condition", "what the content is bound to"),
    ("certainty", "certainty", "the words that say how surely"),
    ("stance", "stance", "the words by which the writer shows where he stands to it"),
    ("hop", "relay or venue", "one through whom the words travelled to this page"),
    ("date", "date", "when it was said, is due, or took place, or that it had been said before"),
    ("event", "event", "the word that names a politically relevant interaction, after PLOVER"),
    ("party", "party", "who acts in an event, or on whom, or where; marked when it is led to"),
)

ACTS: Mapping[str, str] = {
    "assert": "tells something as fact",
    "assess": "estimates, believes, expects, analyses",
    "commit": "promises or declares an intent or readiness of its own side to act",
    "threaten": "a commitment to act against someone",
    "request": "asks, urges, demands, orders",
    "accuse": "blames or charges someone, disapproves",
    "deny": "rejects a claim or a demand",
    "other": "asks a question, thanks, feels, jokes",
}

# Intelligence Community Directive 203, "Analytic Standards" (Office of the Director of National Intelligence, 2 January
# 2015), section D.6.e(2)(a): both rows of words, and the range of per cent. "unsaid" is ours.
BANDS_FROM = "Intelligence Community Directive 203, Analytic Standards (2015), D.6.e(2)(a); “unsaid” is According’s own"
BANDS: Mapping[str, str] = {
    "remote": "1 to 5 %: almost no chance, remote",
    "very unlikely": "5 to 20 %: very unlikely, highly improbable",
    "unlikely": "20 to 45 %: unlikely, improbable",
    "even": "45 to 55 %: roughly even chance, roughly even odds; also may, might, could",
    "likely": "55 to 80 %: likely, probable",
    "very likely": "80 to 95 %: very likely, highly probable",
    "certain": "95 to 99 %: almost certain, nearly certain; also no doubt",
    "unsaid": "no figure: a distance such as allegedly, reportedly",
}

STANCES: Mapping[str, str] = {
    "neutral": "the writer takes no side",
    "distances": "the writer keeps a distance from it: claims, so-called, scare quotes, cynically",
    "denies": "the writer says that it is false: falsely",
    "endorses": "the writer takes it as true: rightly noted",
}

FORMS: Mapping[str, str] = {
    "direct": "in the source’s own words, in quotation marks",
    "indirect": "in the writer’s words",
    "mixed": "in the writer’s words, with some of the source’s in quotation marks",
}

ROLES: Mapping[str, str] = {
    "originator": "whose words they are",
    "venue": "where they were said",
    "relay": "who passed them on",
}

EVIDENCE: Mapping[str, str] = {
    "text": "named in the text",
    "dateline": "named in the dateline",
    "credit": "named in a credit",
    "link": "known by a link",
}

STATUSES: Mapping[str, str] = {
    "happened": "told as having happened",
    "ongoing": "told as going on",
    "planned": "decided or announced for later",
    "conditional": "bound to a condition",
    "possible": "feared, likely or considered",
    "denied": "said not to have happened, or not to come",
}

BASES: Mapping[str, str] = {
    "text": "the text says so",
    "metadata": "the page’s metadata say so",
    "page": "shown on the page",
    "none": "not said on the page",
}

# PLOVER (Open Event Data Alliance, draft 2.0), in our words.
TYPES: Mapping[str, str] = {
    "AGREE": "promises or agrees to cooperate",
    "CONSULT": "meets, visits, talks, negotiates",
    "SUPPORT": "backs in words or by diplomacy",
    "CONCEDE": "gives way in words: lifts a curfew, declares a truce",
    "COOPERATE": "works together to the gain of both: trade, exercises, shared intelligence",
    "AID": "gives money, goods, arms or shelter",
    "RETREAT": "gives way in deed: withdraws, releases, disarms, resigns",
    "REQUEST": "demands or appeals",
    "ACCUSE": "blames, disapproves, investigates",
    "REJECT": "refuses",
    "THREATEN": "threatens",
    "PROTEST": "demonstrates, strikes, riots",
    "SANCTION": "cuts ties, embargoes, expels diplomats, convicts",
    "MOBILIZE": "readies or shows force",
    "COERCE": "represses: arrests, seizes, censors, imposes curfews",
    "ASSAULT": "uses violence",
}

# The tables of the legend in their order: a heading, and its words with their meanings.
LEGEND: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("Act: what the source does by saying it", ACTS),
    ("Certainty: how surely it is said, in per cent", BANDS),
    ("Writer: how the page stands to it", STANCES),
    ("Form", FORMS),
    ("Chain: source › venue › relay › this page", ROLES),
    ("How a member of the chain is known", EVIDENCE),
    ("Event: what is done, by PLOVER’s types", TYPES),
    ("Status of an event", STATUSES),
    ("How a date is known", BASES),
)
