"""Exit statuses, so that scripts can tell answers apart."""

#: `check`: every target is eligible. `plan`, `what-if`: there is a plan.
YES = 0
#: `check`: some target is not eligible or unconfirmed. `plan`, `what-if`: proven impossible.
NO = 1
#: `diff`, as in diff(1): no rule changed, some rules changed.
SAME, CHANGED = 0, 1
#: The command line or a file is wrong.
BAD_INPUT = 2
#: The search stopped before it found a plan.
UNKNOWN = 3
#: The checker rejected an answer: a bug here.
INTERNAL = 70
#: Ctrl-C before there was anything to show.
INTERRUPTED = 130

#: In words, for help: what any command may end with besides its answers.
REFUSED = {BAD_INPUT: "bad input, with one message that says what to do"}
#: The same of commands that plan.
PLAN_EXITS = {
    YES: "a plan: proven least, or the best found with what is proven about it",
    NO: "proven impossible",
    **REFUSED,
    UNKNOWN: "stopped before any plan was found",
}
