"""On what a content depends: each sentence with the condition that a reader would name, or none."""

from __future__ import annotations

import pytest
from tests.reading.marked import marked

from according.reading.conditions import condition_of

BOUND = [
    ("[Vane] {said} <Skarne would open the dam if the rains failed>.", "if", "the rains failed"),
    ("[Vane] {said} <Skarne is ready to send gendarmes, but only if the mayor asks for them>.", "only if", "the mayor asks for them"),
    ("[The premier] {said} <the trawlers would not be released unless a fine was paid>.", "unless", "a fine was paid"),
    ("[The union] {vowed} <to stay out until the owners agree to talks>.", "until", "the owners agree to talks"),
    ("[Velmora] {promised} <to keep the strait open as long as its ships are left alone>.", "as long as", "its ships are left alone"),
    ("[He] {said} <Skarne would sign, provided that the clause on herring was dropped>.", "provided that", "the clause on herring was dropped"),
    ("[The ministry] {said} <reserves stand ready in case the levee breaks>.", "in case", "the levee breaks"),
    ("[Lisk] {warned} <it would close the border in response to any new raid>.", "in response to", "any new raid"),
    ("[The general] {said}: <“Should they cross the Orm, we will answer.”>", "should", "they cross the Orm"),
    ("[She] {said} <the ferry would sail on Friday, weather permitting>.", "permitting", "weather"),
    ("<“If the talks fail, we will close the locks,”> [Vane] {said}.", "if", "the talks fail"),
    ("<“We will help them,”> [Vane] {said}. “But only if they ask.”", "only if", "they ask"),
    ("<“We are prepared to deploy those guards; but only if the situation worsens,”> [he] {said}.", "only if", "the situation worsens"),
    ("[Vane] {said} <Skarne is prepared to deploy the guards>, but only if the situation worsens.", "only if", "the situation worsens"),
    ("[Vane] {said} <Skarne is prepared to deploy the guards>; but only if the situation worsens.", "only if", "the situation worsens"),
    ("[The envoy] {said} <the aid would flow on condition that inspectors were let in>.", "on condition that", "inspectors were let in"),
    ("[The envoy] {said} <they would lift the ban in exchange for the return of the crew>.", "in exchange for", "the return of the crew"),
    ("[He] {said} <the army would intervene only in case of an attack>.", "only in case of", "an attack"),
    ("[The court] {said} <the mine could reopen once the water was clean>.", "once", "the water was clean"),
    ("[Vane] {said} <the guards would come, if needed>.", "if", "needed"),
    ("[Vane] {said} <Skarne would, if attacked, close the strait>.", "if", "attacked"),
    ("[The minister] {said} <the fleet would leave so long as the treaty held>.", "so long as", "the treaty held"),
    ("[Orla Vane] {told} reporters <that, unless Velmora paid, Skarne would keep the boats>.", "unless", "Velmora paid"),
    ("[She] {said} <the tax would be dropped in the event of a drought>.", "in the event of", "a drought"),
    ("[The union] {said} <its members would return to work assuming that the deal was signed>.", "assuming that", "the deal was signed"),
    ("[He] {said} <they would not leave until the last prisoner was free>.", "until", "the last prisoner was free"),
    ("<“We would do it only when parliament agrees,”> [he] {said}.", "only when", "parliament agrees"),
    ("<Not one sluice would be opened>, [he] {said}, until Lenn paid.", "until", "Lenn paid"),
    ("For as long as the strike lasts, <the museum will stay dark>, {said} [its keeper].", "for as long as", "the strike lasts"),
    ("[Vane] {said} <the deal is off if the shelling does not stop by Friday>.", "if", "the shelling does not stop by Friday"),
]  # fmt: skip

FREE = [
    "[Vane] {asked} <if the bridge was open>.",
    "[Vane] {wondered} <if the guards would come>.",
    "[She] {said} <she did not know if the bridge was open>.",
    "[The mayor] {said} <it was unclear if the crew had survived>.",
    "[Vane] {said} <Skarne would open the dam even if the rains failed>.",
    "[Vane] {said} <the crowd behaved as if nothing had happened>.",
    "[He] {said} <he had served in the army until last year>.",
    "[He] {said} <he had served in the army until he fell ill>.",
    "[The minister] {said} <the police acted in response to a call from the harbour>.",
    "[Vane] {said} <few, if any, boats had left>.",
    "[Vane] {said} <the bridge is open>.",
    "[Reuters] {reported} <that Vane promised the guards would come if the mayor asked>.",
    "If the past is a guide, much will change. [Vane] {said} <the bridge is open>.",
    "[Vane] {said} <once again the boats were late>.",
    "[The fund] {provided} <help>.",
    "[Vane] {said} <Skarne would help>, but only if …",
    "[Vane] {said} <Skarne would help>, unless",
    "Until the ferry came, [he] {said}, <nobody had spoken>.",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "words"), BOUND)
def test_the_condition_to_which_a_content_is_bound(text: str, kind: str, words: str) -> None:
    parsed, found = marked(text)
    condition = condition_of(parsed, found)
    assert condition is not None
    assert (condition.kind, condition.span.of(parsed.text)) == (kind, words)


@pytest.mark.parametrize("text", FREE)
def test_what_only_looks_like_a_condition_is_none(text: str) -> None:
    assert condition_of(*marked(text)) is None


def test_a_condition_of_a_statement_told_inside_belongs_to_that_one() -> None:
    outer = marked("[Vane] {said} <she told the council Skarne would help unless the mayor refused>.")
    inner = marked("Vane said [she] {told} the council <Skarne would help unless the mayor refused>.")
    assert condition_of(*outer) is None
    condition = condition_of(*inner)
    assert condition is not None
    assert condition.span.of(inner[0].text) == "the mayor refused"
