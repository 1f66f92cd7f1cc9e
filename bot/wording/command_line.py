"""The sentences of the command line, in English; help texts stand beside their verbs in bot/cli.py."""

ABOUT = "about: {topic}"
READ_AS = "“{written}” read as “{meant}”"
DOUBTFUL = "It is doubtful whether this is the answer:"
NOT_ANSWERED = "The encyclopedia does not answer this."
NEAREST = "The nearest entries:"
IN_ENGLISH = "The entries are in English: a question in English finds more."
NOTHING_FOUND = "Nothing in the encyclopedia is near this."

NOT_FOUND = "No entry is called “{name}”, or anything like it."
DID_YOU_MEAN = "No entry is surely meant by “{name}”. Did you mean:"
PICK = "Type a number to open one of them."
ALSO = "Also called: "

REGISTERED = "Currently registered entries: {entries:,}"
INCOMPLETE = (
    "Vectors: {vectors:,} ({share:.0%}); until all are made, the words of a question find passages, "
    "and the first of those get their vectors when they are needed"
)
ANSWERING = "the index is live and answers; {known:,} of {passages:,} passages have their vectors, the others follow"
BUILD_DUE = ", due at {due}"
BUILD_RUNNING = "a build is running (process {process})"
BUILD_UNFINISHED = "a build was interrupted; run the same command again to go on"
BOT_RUNNING = "it is running (process {process})"
BOT_SILENT = "it holds its lock but has shown no life for a minute (process {process}); restart it"

FORGOTTEN = "Deleted what was kept about user {user}: {rows}"
NOTHING_KEPT = "Nothing was kept about user {user} in {data}."
BACKED_UP = "Backed up to {target}: {size}. To restore it, let it be the data folder."

STOPPING = "stopping; what is under way is finished first"
INTERRUPTED = "interrupted; what is done is kept, run the same command again to go on"
UP_TO_DATE = "The index agrees with the input already; nothing was to be done."
MORE_BAD_INPUT = "and {more:,} more; all {count:,} are in {path}"
BAD_INPUT_UNWRITTEN = "{path} cannot be written ({error}); make room on the disk and run the same command again"

WELCOME = "{registered}. Ask a question, or type /help."
NOTHING_ASKED = "Ask a question first."
NOTHING_MORE = "That was all that is near this question."
NO_SOURCES = "The last question was not answered, so there are no sources."
NAME_WHICH = "Say which: /entry NAME"
SOURCE_CHANGED = "“{title}” has changed since; ask again."
UNKNOWN_COMMAND = "There is no command {command}. Type /help for those there are."
CHAT_HELP = (
    ("QUESTION", "quotations that answer it, each with its citation"),
    ("/entry NAME", "the entry with this name, whole"),
    ("/more", "further passages on the last question"),
    ("/sources", "the passages around the last answer's quotations"),
    ("/random", "any entry"),
    ("/status", "what the encyclopedia holds"),
    ("/help", "this list"),
    ("/quit", "leave; so does Ctrl-D"),
)
