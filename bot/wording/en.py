"""English."""

from bot.wording.sentences import Wording

WORDING = Wording(
    code="en",
    name="English",
    description=(
        "Ask me anything: I answer with quotations from an encyclopedia, word for word, and each one links "
        "to the place in the entry where it stands. What the encyclopedia does not say, I do not say either."
    ),
    short_description="Answers from an encyclopedia: quotations, word for word, each with its source.",
    command_ask="Ask the encyclopedia a question",
    command_entry="Open the entry with this name",
    command_check="Check the message you reply to",
    command_random="Open any entry",
    command_new="Forget what we talked about",
    command_settings="Language, rich messages, quotations",
    command_rich="Rich messages: on or off",
    command_stats="How much the encyclopedia holds",
    command_help="How to use this bot",
    command_admin="How the bot is doing",
    start=(
        "Hello! Ask me a question and I look it up in an encyclopedia of {entries} entries. "
        "I answer with its own words, and every quotation links to the place where it stands."
    ),
    help=(
        "Write a question, and I quote what the encyclopedia says about it.\n"
        "Write the name of an entry, and I show it.\n\n"
        "/entry NAME opens an entry\n"
        "/check under a message looks for the sentence that bears on it\n"
        "/random opens any entry\n"
        "/new forgets what we talked about\n"
        "/settings for language, rich messages and number of quotations\n"
        "/stats says how much the encyclopedia holds\n\n"
        "In groups: /ask QUESTION, or mention me. In any chat: @{bot} and a few words."
    ),
    kept=(
        "Kept here: your settings, the last 24 hours of our conversation, your own questions that you judged, "
        "and questions nothing was found for. /settings deletes all of it."
    ),
    not_kept=(
        "Kept here: your settings and the last 24 hours of our conversation. Verdicts are counted without "
        "their questions. /settings deletes all of it."
    ),
    examples=("Who discovered penicillin?", "What is plate tectonics?", "How did Marie Curie die?"),
    greetings=(
        *("hello", "hi", "hey", "hiya", "howdy", "greetings", "yo", "hola", "hallo", "bonjour", "hey you", "hi all"),
        *("hello there", "hi there", "hey there", "hello everyone", "hi everyone", "hey man", "hi man", "yo man"),
        *("hey bro", "hey dude", "good morning", "good afternoon", "good evening", "good day", "how are you"),
        *("how are you doing", "how is it going", "hows it going", "whats up", "nice to meet you"),
    ),
    thanks=(
        *("thanks", "thank you", "thank u", "thx", "ty", "cheers", "many thanks", "thanks a lot", "thanks so much"),
        *(
            "thank you very much",
            "thank you so much",
            "thanks man",
            "thank you man",
            "thanks bro",
            "thanks for helping",
        ),
        *("thanks for your help", "thanks for the help", "thank you for your help", "thank you for the help"),
        *("thank you for helping", "that helped", "that helped me", "that was helpful", "very helpful", "well done"),
        *("good job", "good bot", "got it", "i see", "ok", "okay", "great", "nice", "cool", "perfect", "wonderful"),
        *("awesome", "amazing", "bye", "bye bye", "goodbye", "good bye", "good night", "see you", "see you later"),
    ),
    helps=(
        *("help", "help me", "can you help", "can you help me", "could you help me", "i need help", "who are you"),
        *("what are you", "what can you do", "what do you do", "how do you work", "how does this work"),
        *("how do i use this", "how to use this", "what is your name", "whats your name", "are you a bot"),
        *("are you human", "are you an ai", "who made you", "who created you", "who built you", "how old are you"),
        *("what can i ask", "what can i ask you", "can i ask a question", "can i ask you a question"),
        *("can i ask you something", "i have a question", "do you speak korean", "do you speak english"),
        *("can you speak korean", "do you understand korean"),
    ),
    replies=(
        *("yes", "no", "yep", "yeah", "yup", "nope", "nah", "sure", "of course", "maybe", "not really"),
        *("i dont know", "i do not know", "idk", "wait", "wait wait", "wait a minute", "wait a second"),
        *("wait a moment", "hold on", "one moment", "just a moment", "and now", "now what", "what now", "and so"),
    ),
    feelings=(
        *("haha", "hahah", "ahaha", "ha ha", "ha ha ha", "hehe", "heh", "hihi", "lol", "lmao", "rofl", "xd", "wow"),
        *("omg", "hm", "hmm", "interesting", "oops", "funny", "thats funny", "i love you", "love you", "i like you"),
    ),
    translations=(
        *("translate it", "translate this", "translate that", "can you translate", "can you translate it"),
        *("can you translate this", "in english", "answer in english", "speak english", "in korean"),
        *("answer in korean", "speak korean", "translate it into korean", "translate this into korean"),
        *("translate it to korean", "translate this to korean"),
    ),
    complaints=(
        *("wrong", "incorrect", "not true", "wrong answer", "bad answer", "bad bot", "stupid bot", "not helpful"),
        *("thats wrong", "that is wrong", "that was wrong", "this is wrong", "its wrong", "it is wrong"),
        *("thats incorrect", "that is incorrect", "thats not true", "that is not true", "thats not right"),
        *("that is not right", "youre wrong", "you are wrong", "not what i asked", "thats not what i asked"),
        *("that is not what i asked", "that didnt help", "that did not help", "thats not helpful"),
    ),
    sources=(
        *("are you sure", "are you sure about that", "are you sure about this", "are you certain"),
        *("really", "oh really", "for real", "seriously", "is that true", "is this true", "is that right"),
        *("is it true", "is that correct", "source", "sources", "any source", "any sources", "your source"),
        *("whats the source", "what is the source", "what is your source", "what are your sources"),
        *("source please", "sources please", "citation", "citation please", "citation needed", "says who", "who says"),
        *("who says so", "who says that", "who said that", "proof", "any proof", "prove it", "how do you know"),
        *("how do you know that", "where did you get that", "where did you get this", "where did you read that"),
        *("where do you get that from", "where did you get that from", "where is that from", "where is this from"),
        *("where did that come from", "where does that come from", "where does it say that", "according to whom"),
    ),
    shorter=(
        *("shorter", "shorter please", "make it shorter", "short answer", "short version", "in short", "too long"),
        *("thats too long", "too much text", "tldr", "tl dr", "summary", "summary please", "summarize", "summarise"),
        *("summarize it", "summarize that", "summarize this", "in one sentence", "in one word", "briefly", "be brief"),
        *("simpler", "simpler please", "in simple words", "in simple terms", "explain it simply", "explain simply"),
        *("in your own words", "eli5", "explain like im five", "explain like im 5", "simplify", "simplify it"),
    ),
    mores=(
        *("more", "more please", "show more", "show me more", "tell me more", "give me more", "some more", "and more"),
        *("more info", "more information", "more details", "more detail", "in more detail", "more passages"),
        *("any more", "anything more", "what more", "is there more", "is there anything else", "anything else"),
        *("what else", "and what else", "continue", "please continue", "go on", "please go on", "keep going", "next"),
        *("tell me more please", "can you tell me more", "can you show me more", "longer", "more results", "others"),
    ),
    fillers=("bot", "please", "pls", "plz", "oh", "well", "but"),
    checks=(
        *("is this true", "is that true", "is it true", "true", "is this right", "is that right", "is this correct"),
        *("is that correct", "is this real", "is this so", "is that so", "is this a fact", "is this accurate"),
        *("true or false", "really", "check", "check this", "check that", "check it", "please check", "fact check"),
        *("fact check this", "verify", "verify this", "source", "sources", "any source", "what is the source"),
    ),
    greeted="Hello! Ask me a question, or write the name of an entry, and I look it up. For example:",
    thanked="You are welcome. Ask me whenever there is something you would like to know.",
    replied="All right. To go on, press a button, or write a whole question or the name of an entry.",
    felt="🙂 Ask me whenever there is something you would like to know.",
    not_translated="I quote entries word for word, in the language they are written in. Which language I speak myself, "
    "you can choose in /settings.",
    complained="I am sorry. 👎 below the answer tells whoever runs me. Asked in other words, I may find more.",
    sourced="I say nothing of my own: every quotation stands word for word in the entry behind its number, and the "
    "number opens it there. Whether the entry is right, I cannot judge.",
    not_shortened="I quote entries word for word and cannot put them in other words. How many quotations an "
    "answer has, you can choose in /settings.",
    about="about: {title}",
    read_as="“{written}” read as “{meant}”",
    doubtful="I am not sure that this is the answer:",
    shortened="shortened",
    button_read="📖 Read {number}",
    button_more="More passages",
    button_share="Share",
    button_drop="✕ {title}",
    button_about="about: {title}?",
    button_section="What about “{section}”?",
    unclear="I cannot tell what “{words}” refers to. Please ask again with the name in your question.",
    not_found="The encyclopedia says nothing about this.",
    in_english="The entries are in English: a question in English finds more.",
    not_found_nearest="The encyclopedia says nothing about this. The nearest entries:",
    did_you_mean="Did you mean:",
    button_search="🔎 Search all entries",
    passages="Passages {first} to {last} of {total}:",
    no_more_passages="There are no further passages.",
    ask_how="What would you like to know? In one line: /ask Who discovered penicillin?",
    helpful_thanks="Thank you, I am glad it helped.",
    unhelpful_thanks="Thank you, noted. Other words may find more.",
    forgotten_question="I no longer remember that question. Please ask it again.",
    entry_how="Which entry shall I open? In one line: /entry Mount Everest",
    entry_none="There is no entry of that name.",
    entry_gone="This entry is no longer in the encyclopedia.",
    link_damaged="This link is damaged. Write me the name of the entry, or a question.",
    text_changed="The text has changed since it was quoted, and these words are gone. The entry now:",
    to_quotation="↓ the words quoted",
    text_moved="The entry has changed since it was quoted; the quoted words now stand here:",
    part="part {number} of {total}",
    button_all="Read all",
    button_back="◀ Back",
    button_next="Next ▶",
    button_contents="Contents",
    button_file="As file",
    contents="Contents",
    beginning="Beginning",
    check_how="Reply with /check to a message, and I look for the sentence that bears on it.",
    check_found="Closest to this, the encyclopedia says:",
    settings="Settings",
    settings_language="Language: {language}",
    settings_rich="Rich messages: {state}",
    settings_quotations="Quotations in an answer: {number}",
    automatic="automatic",
    on="on",
    off="off",
    rich_how="Shall I send rich messages? You can also write /rich on or /rich off.",
    rich_on="Rich messages are on. If they do not show on one of your devices: /rich off",
    rich_off="Rich messages are off.",
    button_forget="Delete everything kept about me",
    forgotten="Done. Nothing about you is kept any more.",
    new_started="Forgotten. What would you like to know?",
    stats="Currently registered entries: {entries}",
    admin=(
        "Questions today: {questions}\n"
        "Not answered: {unanswered}\n"
        "Helpful / not helpful: {helpful} / {unhelpful}\n"
        "Latency: p50 {p50} ms, p95 {p95} ms\n"
        "Index: {folder}, built {built}, model {model}, {entries} entries\n"
        "Errors today: {errors}"
    ),
    admin_unanswered="Latest questions without an answer:\n{questions}",
    admin_error="Last error:\n{error}",
    none="none",
    inline_read="Read the entry",
    inline_nothing="Nothing found. Ask me in our chat",
    guest_how="Mention me with a question, and I answer from the encyclopedia.",
    busy="I am busy at the moment. Please try again in a few seconds.",
    slow_down="That is more than I can answer. Please wait {seconds} s.",
    not_allowed="This bot answers invited people only.",
    unknown_command="I do not know this command. /help shows what I can do.",
    not_text="I can only read words. Write me a question.",
    went_wrong="Something went wrong. Please try again.",
    perhaps_twice="I was interrupted while sending this, so you may read it twice.",
    rich_refused="The server cannot show rich messages, so this is a plain one.",
)
