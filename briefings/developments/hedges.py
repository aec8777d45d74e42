"""Words that keep an event from being a plain fact, by what they make of it: verbs, nouns, adjectives and adverbs.

The classes are those of English grammar: verbs whose complement has happened ("managed to") or has not ("failed to"),
verbs of suspicion, of denial, of planning, of saying in the passive; nouns and adjectives of the same kinds.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefings.model import Status

ALLEGING = frozenset(
    {"suspect", "allege", "believe", "accuse", "claim", "presume", "blame", "suppose", "think", "charge", "assume",
     "indict", "prosecute"}
)  # fmt: skip
#: Of these, those whose "of" or "with" tells what somebody is held to have done.
ACCUSING = frozenset({"accuse", "suspect", "charge", "indict"})
#: Taken, tried or asked "for" something: that it was done is what is held against them.
TAKEN = frozenset(
    {"arrest", "detain", "prosecute", "try", "want", "question", "investigate", "extradite", "interrogate", "hold"}
)
HEARSAY = frozenset({"say", "report", "understand", "rumour", "rumor", "estimate", "know", "see", "hear"})
#: Told in the passive, with a clause: "the court was told that".
TOLD = frozenset({"tell", "inform", "assure", "brief", "advise"})
#: What stands in a clause with a tense below them is somebody's view or finding: "fear that", "the court ruled that".
HOLDING = frozenset({"fear", "worry", "rule", "find", "conclude", "suggest", "indicate", "assume", "hear", "learn"})
#: Who says it of themselves: "confessed to bribing", "admitted having shot".
ADMITTING = frozenset({"admit", "confess", "acknowledge", "plead"})
SEEMING = frozenset({"seem", "appear"})
DENYING = frozenset({"deny", "reject", "refute", "dispute", "dismiss", "disprove", "rebut"})
PLANNING = frozenset((
    "agree", "promise", "pledge", "plan", "intend", "vow", "want", "hope", "seek", "aim", "expect", "propose",
    "offer", "threaten", "order", "authorise", "authorize", "urge", "ask", "demand", "call", "decide",
    "prepare", "consider", "push", "request", "require", "schedule", "slate", "set", "try", "attempt", "commit",
    "undertake", "warn", "need", "tell", "instruct", "direct", "discuss", "oblige", "vote", "contemplate", "mull",
    "weigh", "envisage", "ponder", "debate", "advocate", "recommend", "suggest", "favour", "favor",
))  # fmt: skip
FUTURE = frozenset({"will", "shall", "would", "'ll", "’ll", "wo", "should", "must"})
POSSIBLE = frozenset({"could", "might", "may", "can", "ca"})
NEGATIVES = frozenset(
    {"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "scarcely", "rarely", "seldom", "barely"}
)
#: "Not only", "no fewer than", "hardly had": a "not" before them denies nothing.
UNDENYING = frozenset({"only", "just", "merely", "simply", "least", "fewer", "less", "more", "solely"})
#: They do not undo a verb of preventing: what was "barely avoided" did not happen.
BARELY = frozenset({"hardly", "scarcely", "barely", "narrowly"})
NEARLY = frozenset({"nearly", "almost", "narrowly"})
NOBODY = frozenset({"none", "nobody", "nothing", "neither", "no-one"})
FAILING = frozenset({
    "fail", "refuse", "decline", "refrain", "avoid", "forbear", "abstain", "desist", "miss", "forget", "neglect",
    "omit", "shirk", "hesitate", "disdain", "struggle", "escape", "resist", "forgo",
})  # fmt: skip
#: Verbs that keep somebody "from" doing something, and those that rule it out "against".
KEEPING = frozenset({
    "prevent", "stop", "keep", "bar", "block", "dissuade", "discourage", "deter", "ban", "prohibit", "restrain",
    "hinder", "preclude", "save", "spare", "protect", "inhibit", "shield",
})  # fmt: skip
#: Of these, those whose "not" leaves open what followed: "was not deterred from".
SWAYING = frozenset({"deter", "dissuade", "discourage", "ban", "bar", "prohibit", "preclude", "inhibit", "restrain"})
AGAINST = frozenset({"decide", "vote", "choose", "opt", "advise", "warn", "rule", "counsel", "argue", "resolve"})
#: Verbs that say somebody has not done what they were held for: "acquitted him of murdering".
CLEARING = frozenset({"clear", "acquit", "absolve", "exonerate"})
#: What one thinks of doing, in "-ing".
WEIGHING = frozenset(
    {"weigh", "mull", "consider", "contemplate", "discuss", "debate", "propose", "recommend", "suggest"}
)
#: What an event itself does: "the strike never took place", "the raid will go ahead".
HAPPENING = frozenset(
    {"take", "happen", "occur", "go", "proceed", "materialise", "materialize", "begin", "start", "resume"}
)
#: Words that open a clause of what was not done: "without consulting anybody".
UNDONE = frozenset({"without", "instead", "rather"})
#: A verb and its word that keep a gerund from happening: "stopped short of", "came close to".
SHORT = frozenset({("stop", "short"), ("fall", "short"), ("come", "close"), ("come", "near"), ("hold", "back")})
ADVERBS: Mapping[str, Status] = {
    "allegedly": "alleged",
    "reportedly": "reported",
    "apparently": "reported",
    "purportedly": "alleged",
    "supposedly": "alleged",
    "presumably": "alleged",
    "ostensibly": "alleged",
    "perhaps": "conditional",
    "possibly": "conditional",
}
#: Words between a subject and "to": "is due to", "has yet to".
BEFORE_TO: Mapping[str, Status] = {
    "yet": "denied",
    **dict.fromkeys(("due", "set", "about", "scheduled", "poised", "bound", "expected", "likely", "going"), "planned"),
    "unlikely": "conditional",
}
#: Whose infinitive has happened: "managed to", "began to", "was forced to"; that of any other verb may have not.
IMPLICATIVE = frozenset((
    "manage", "begin", "start", "continue", "come", "help", "cease", "proceed", "force", "compel", "cause",
    "lead", "allow", "enable", "prove", "happen", "use", "get", "go", "serve", "prompt", "dare", "deign", "bother",
    "remember", "hasten", "hurry", "rush", "choose", "opt", "induce", "persuade", "convince", "drive", "turn", "regret",
    "condescend", "tend", "live", "see", "make", "coerce", "provoke", "inspire", "succeed", "join",
))  # fmt: skip
#: Adjectives with an infinitive; None for those whose infinitive has happened ("was able to").
WILLING: Mapping[str, Status | None] = {
    **dict.fromkeys(
        ("able", "quick", "right", "wrong", "proud", "glad", "happy", "sorry", "fortunate", "lucky", "bold", "brave",
         "swift", "unwise", "wise", "foolish", "sad", "quicker"), None),
    **dict.fromkeys(
        ("unable", "unwilling", "powerless", "loath", "afraid", "impotent", "incapable", "helpless", "unprepared"),
        "denied"),
    **dict.fromkeys(("reluctant", "hesitant", "unlikely", "possible", "free", "liable", "impossible"), "conditional"),
}  # fmt: skip
#: What an adjective makes of the clause with "that" below it, and what its "not" does: "it is not true that".
HELD_TO_BE: Mapping[str, Status] = dict.fromkeys(
    ("possible", "doubtful", "likely", "unlikely", "conceivable", "plausible", "probable", "improbable", "unclear",
     "uncertain", "questionable", "debatable", "impossible", "thinkable"), "conditional"
)  # fmt: skip
#: With a "not" they deny, or leave open; alone they say that it is so.
HELD_TRUE: Mapping[str, Status] = {
    **dict.fromkeys(("true", "possible", "conceivable", "right", "correct"), "denied"),
    **dict.fromkeys(("clear", "certain", "sure", "known", "evident", "obvious", "proven"), "conditional"),
}  # fmt: skip
#: "Little chance of", "scant hope that": as good as none.
SCANT = frozenset({"no", "little", "scant", "slim", "slight", "minimal", "few", "zero"})
#: What a plan, an attempt or a bid does that comes to nothing.
FALLING_FLAT = frozenset({"fail", "founder", "collapse", "fizzle", "fizzl", "flop", "misfire", "backfire"})
#: What says of a rumour that there is nothing in it.
FALSE = frozenset({
    "false", "untrue", "unfounded", "baseless", "wrong", "fabricated", "groundless", "incorrect", "nonsense", "lie",
    "lies", "fake", "mistaken", "inaccurate", "absurd", "ridiculous", "fabrication", "hoax", "misleading",
})  # fmt: skip
#: Words that open a condition.
CONDITIONS = frozenset({"if", "unless", "provided", "providing", "lest"})

#: What a noun makes of the event below it: "reports of a raid", "a plan to strike".
NOUNS: Mapping[str, Status] = {
    **dict.fromkeys(("report", "news", "account", "confession", "admission"), "reported"),
    **dict.fromkeys(
        ("rumour", "rumor", "claim", "allegation", "suggestion", "suspicion", "accusation", "charge", "speculation",
         "evidence", "proof", "sign", "indication", "hint", "belief", "assertion"), "alleged"),
    **dict.fromkeys(
        ("doubt", "fear", "risk", "danger", "possibility", "prospect", "chance", "likelihood", "worry", "concern",
         "ability", "capacity", "opportunity"),
        "conditional"),
    **dict.fromkeys(
        ("threat", "plan", "proposal", "intention", "intent", "vow", "offer", "bid", "effort", "attempt", "call",
         "demand", "hope",
         "brink", "verge", "warning", "preparation", "request", "appeal", "order", "need", "pressure",
         "readiness", "plot",
         "promise", "pledge", "decision", "resolution", "agreement", "deal", "talk", "push", "scheme", "mandate",
         "right", "permission", "deadline", "timeline", "timetable"),
        "planned"),
    **dict.fromkeys(("failure", "refusal", "inability", "unwillingness", "denial", "reluctance"), "denied"),
}  # fmt: skip
#: Of these, those that hedge an event noun behind them too, whatever stands between: "the threat of sanctions".
OVER_NOUNS = NOUNS.keys() - {
    "agreement", "deal", "talk", "decision", "resolution", "warning", "order", "news", "account", "concern",
    "charge", "accusation", "sign", "promise", "right", "pressure", "failure", "refusal", "admission", "ability",
    "capacity", "opportunity", "reluctance", "inability",
}  # fmt: skip
#: Adjectives of an event noun.
MODIFIERS: Mapping[str, Status] = {
    **dict.fromkeys(("alleged", "suspected", "supposed", "purported", "claimed", "presumed"), "alleged"),
    **dict.fromkeys(("rumoured", "rumored", "reported"), "reported"),
    **dict.fromkeys(
        ("planned", "proposed", "threatened", "imminent", "impending", "looming", "future", "upcoming", "intended",
         "scheduled", "attempted", "forthcoming", "expected", "promised"), "planned"),
    **dict.fromkeys(("possible", "potential", "likely", "hypothetical", "feared"), "conditional"),
    **dict.fromkeys(("failed", "foiled", "abortive", "thwarted", "cancelled", "canceled", "aborted"), "denied"),
}  # fmt: skip
#: Verbs that keep what their object names from happening, or say that it has not.
PREVENTING = frozenset((
    "cancel", "call off", "foil", "thwart", "avert", "prevent", "deny", "avoid", "abort", "shelve", "scrap",
    "forestall", "rule out", "drop", "abandon", "stop short", "preempt", "pre-empt", "reject", "block", "veto",
    "scupper", "derail", "torpedo", "quash", "scotch", "frustrate", "axe", "ditch", "vote down", "throw out",
    "turn down", "defeat", "halt", "bury", "kill off", "rule against",
))  # fmt: skip
INTENDING = frozenset((
    "plan", "consider", "authorise", "authorize", "order", "threaten", "call for", "demand", "propose", "seek",
    "prepare", "prepare for", "urge", "request", "plot", "contemplate", "push for", "warn of", "fear",
    "expect", "approve", "draw up", "postpone", "delay", "mull", "weigh", "await", "press for", "schedule",
    "threaten to", "ask for", "appeal for", "lobby for",
))  # fmt: skip
