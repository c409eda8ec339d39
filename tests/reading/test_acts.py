"""What a source does by its words, and where the writer stands: each sentence with the act that a reader would name."""

from __future__ import annotations

import pytest
from tests.reading.marked import marked

from according.model import Act, Stance
from according.reading.acts import act_of
from according.reading.stances import stance_of

ACTS: list[tuple[str, Act]] = [
    # assert
    ("[The harbour master] {said} <two boats left the port at dawn>.", "assert"),
    ("[The Courier] {reported} <that the envoy had arrived in Lenn>.", "assert"),
    ("{According to} [the ministry], <three bridges were closed in March>.", "assert"),
    ("[Vane] {admitted} <that she had met the envoy>.", "assert"),
    ("[The log] {shows} <the boat turned north at noon>.", "assert"),
    ("<“The second gate was open throughout,”> {said} [the dam’s engineer].", "assert"),
    ("[The harbour master] {said} <the concert would take place in the square>.", "assert"),
    ("<“I know a thief when I see one,”> [Vane] {shot back}.", "assert"),
    ("[The ministry] {said} <it will house the island’s library>.", "assert"),
    ("[The league] {said} <each group will play a final>.", "assert"),
    ("[The coach] {said} <the match would be over by noon>.", "assert"),
    ("[The mayor] {said} <the storm would be here by Friday>.", "assert"),
    # assess
    ("[The mayor] {said} <the roof would be damaged if the wind rose>.", "assess"),
    ("[The minister] {said} <thousands of jobs would be lost if the duty came>.", "assess"),
    ("[The analyst] {said} <the loan would be paid by May>.", "assess"),
    ("[The sale] {promises} <to be even bigger than last year’s>.", "assess"),
    ("[She] {gave mixed signals on} <whether the duties would be lifted if a deal was reached>.", "assess"),
    ("[Analysts] {say} <the pact will collapse by spring>.", "assess"),
    ("[Vane] {believes} <the pact will hold>.", "assess"),
    ("[The institute] {assessed} <that Velmora is massing ships>.", "assess"),
    ("[Vane] {said} <the talks might fail>.", "assess"),
    ("[She] {said} <it was the most important vote in a decade>.", "assess"),
    ("<“I think the crew was warned,”> [he] {said}.", "assess"),
    ("[Economists] {forecast} <a fall in exports>.", "assess"),
    ("[The bank] {warned} <that prices could double>.", "assess"),
    # commit
    ("[Vane] {promised} <to open the locks>.", "commit"),
    ("[Vane] {said} <Skarne is ready to send help>.", "commit"),
    ("<“We will send help,”> [Vane] {said}.", "commit"),
    ("[Vane] {said} <Skarne was open to talks>.", "commit"),
    ("[The premier] {said} <he would visit Lenn next week>.", "commit"),
    ("[Velmora] {agreed} <to return the nets>.", "commit"),
    ("[The ministry] {plans} <to build a second bridge>.", "commit"),
    ("[Lisk] {offered} <to host the talks>.", "commit"),
    ("<“We remain committed to the treaty,”> [she] {said}.", "commit"),
    ("[The union] {announced} <it would end the strike>.", "commit"),
    # commit, told in the passive, of what one runs, or on a condition
    ("[The minister] {said} <the families would be told by Monday>.", "commit"),
    ("<The line would be up again within 24 hours>, [she] {said}.", "commit"),
    ("<The pensions will be paid before Easter>, [the premier] {said}.", "commit"),
    ("[Orla Vane] {said} <six divers would be on their way if the island asked for them>.", "commit"),
    ("<Their boats would be returned as soon as the fine was paid>, [the admiral] {said}.", "commit"),
    ("<The cooks would be taken back provided the kitchens opened on Monday>, {said} [the director, Jory Tann].", "commit"),
    ("<Not one sluice would be opened>, [he] {said}, until Lenn paid.", "commit"),
    ("<They would be back once the quay was clear>, [the ferry company] {said}.", "commit"),
    ("<“Not one of our nurses will leave the valley,”> [he] {roared to cheers} in the square.", "commit"),
    ("[The council] {said} <no school would be shut until the roof was mended>.", "commit"),
    # threaten
    ("<Unless the road was clear by noon on Friday>, [she] {said}, <the camp would be cleared>.", "threaten"),
    ("[Its spokesman] {warned}: <Unless the miners are freed by Sunday, the front will burn the bridges>.", "threaten"),
    ("[Skarne] {warned} <it would recall its envoy if the tax was raised>.", "threaten"),
    ("[Velmora] {threatened} <to seize the trawlers>.", "threaten"),
    ("[The premier] {vowed} <to punish the smugglers>.", "threaten"),
    ("<“We will destroy every ship that crosses the line,”> [the admiral] {said}.", "threaten"),
    ("[Lisk] {said} <it would impose sanctions on Velmora>.", "threaten"),
    ("[The admiral] {said} <there will be consequences>.", "threaten"),
    ("[Velmora] {warned} of <retaliation if the fleet moved>.", "threaten"),
    # request
    ("[Vane] {urged} <Velmora to free the crew>.", "request"),
    ("[The council] {demanded} <the release of the crew>.", "request"),
    ("[The opposition] {said} <the premier should resign>.", "request"),
    ("She went despite {advice from} [her doctors] <not to leave the ward>.", "request"),
    ("Whether [Velmora] {will agree} <to lift the toll> hangs on the vote.", "other"),
    ("<“Leave our waters now,”> [the admiral] {said}.", "request"),
    ("[She] {told} the crew <to stay below>.", "request"),
    ("[The villagers] {called for} <an inquiry>.", "request"),
    ("[The union] {said} <the owners must return to the table>.", "request"),
    ("[Vane] {insisted} <that Velmora withdraw its ships>.", "request"),
    ("[Velmora] {warned} <against any new patrol>.", "request"),
    ("<“Please let them go,”> [the mother] {said}.", "request"),
    ("[Lisk] {asked} <Velmora to wait>.", "request"),
    ("[Vane] {said}: <“We call on both sides to stop.”>", "request"),
    # accuse
    ("[Vane] {accused} <Velmora of piracy>.", "accuse"),
    ("[The council] {condemned} <the raid>.", "accuse"),
    ("[The opposition] {said} <the vote was rigged>.", "accuse"),
    ("<“He is a liar,”> [she] {said}.", "accuse"),
    ("[The union] {said} <the owners had lied to the miners>.", "accuse"),
    ("[Velmora] {claims} <Skarne is waging a hybrid war>.", "accuse"),
    ("[Lisk] {blamed} <the flood on Velmora>.", "accuse"),
    ("<“What they did is unacceptable,”> [Vane] {said}.", "accuse"),
    ("[The mayor] {called} <the raid an outrage>.", "accuse"),
    ("<“We strongly condemn this raid,”> [the ministry] {said}.", "accuse"),
    # deny
    ("[Velmora] {denied} <that its ships had crossed the line>.", "deny"),
    ("[The premier] {refused} <to resign>.", "deny"),
    ("[Vane] {rejected} <the offer>.", "deny"),
    ("<“That is simply not true,”> [the admiral] {said}.", "deny"),
    ("[The ministry] {said} <the report was false>.", "deny"),
    ("<“We did not attack the boat,”> [he] {said}.", "deny"),
    ("[The police] {said} <they have no plans to release the tape>.", "deny"),
    ("<“We will not leave,”> [the miners] {said}.", "deny"),
    ("[Velmora] {dismissed} <the claim as nonsense>.", "deny"),
    # other
    ("<“Where is my son?”> [she] {asked}.", "other"),
    ("[Vane] {thanked} <the crew for its courage>.", "other"),
    ("[He] {hopes} <the rain will stop>.", "other"),
    ("[Vane] {wondered} <whether the boats would come>.", "other"),
    ("[The two sides] {discussed} <a new treaty>.", "other"),
    ("[She] {regretted} <the loss of life>.", "other"),
    ("[The mayor] {asked} <how the fire had begun>.", "other"),
]  # fmt: skip

STANCES: list[tuple[str, Stance, str | None]] = [
    ("[Velmora] {said} <the crew is safe>.", "neutral", None),
    ("[Velmora] {claimed} <the crew is safe>.", "distances", "claimed"),
    ("[Velmora] {falsely claimed} <the crew is safe>.", "denies", "falsely"),
    ("[Velmora] {has been falsely claiming} <the crew is safe>.", "denies", "falsely"),
    ("[Vane] {rightly noted} <that the treaty had lapsed>.", "endorses", "rightly"),
    ("Cynically turning the tables, [Velmora] {said} <the crew had attacked first>.", "distances", "Cynically turning the tables"),
    ("[A so-called referendum] {showed} <that all agreed>.", "distances", "so-called"),
    ("[The “referendum”] {showed} <that all agreed>.", "distances", "“referendum”"),
    ("[The actor of “Ferry”] {said} <that all agreed>.", "neutral", None),
    ("The coach of [the Velmora Wild] {said} <the winger would play>.", "neutral", None),
    ("[The Front] {claimed} <responsibility for the attack>.", "neutral", None),
    ("Without evidence, [Velmora] {said} <the crew had attacked first>.", "distances", "Without evidence"),
    ("[Velmora] {wrongly said} <the crew had attacked first>.", "denies", "wrongly"),
    ("{Velmora's false claim that} <the crew is safe> was repeated.", "denies", "false"),
    ("<“I claim nothing,”> [Vane] {said}.", "neutral", None),
    ("[Vane] {said} <the harbour was open>.", "neutral", None),
    ("[The envoy] {cynically argued} <that the shelling had saved lives>.", "distances", "cynically"),
    ("[The bank] {rightly noted} <that reserves had fallen by half>.", "endorses", "rightly"),
    ("As [the auditor] {correctly pointed out}, <the figures did not add up>.", "endorses", "correctly"),
    ("[The marshal] {lied} <that no shots had been fired>.", "denies", "lied"),
    ("[The premier] {boasted} <that his army was the strongest>.", "distances", "boasted"),
    ("In a baseless accusation, [Premier Rasmus] {said} <Halvard had poisoned the wells>.", "denies",
     "In a baseless accusation"),
    ("Contrary to all evidence, [the marshal] {maintained} <that no village had been burnt>.", "distances",
     "Contrary to all evidence"),
    ("[The self-proclaimed president of Vell] {said} <he would stay>.", "distances", "self-proclaimed"),
    ("[The ministry] {said} without elaborating <that the road was closed>.", "neutral", None),
    ("Despite the rain, [the mayor] {said} <the match would go ahead>.", "neutral", None),
    ("[The ministry] {said} <the “terrorists” had been removed from the square>.", "neutral", None),
    ("[She] {wrote} <that “we will win”>.", "neutral", None),
    ("[The president] {said}, <without evidence>, <that the ballots were forged>.", "distances", "without evidence"),
    ("[The ministry] {said without any evidence} <that the dam had been mined>.", "distances", "without any evidence"),
    ("Without offering proof, [the marshal] {said} <that the wells had been poisoned>.", "distances",
     "Without offering proof"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "act"), ACTS)
def test_what_a_source_does_by_its_words(text: str, act: Act) -> None:
    assert act_of(*marked(text)) == act


@pytest.mark.parametrize(("text", "stance", "words"), STANCES)
def test_where_the_writer_stands_with_the_words_that_show_it(text: str, stance: Stance, words: str | None) -> None:
    parsed, found = marked(text)
    read, span = stance_of(parsed, found)
    assert (read, span and span.of(parsed.text)) == (stance, words)
