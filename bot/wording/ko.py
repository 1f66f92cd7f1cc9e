"""한국어."""

from bot.wording.sentences import Wording

WORDING = Wording(
    code="ko",
    name="한국어",
    description=(
        "무엇이든 물어보세요. 백과사전의 문장을 그대로 인용해 답하고, 인용마다 원문의 해당 위치로 가는 "
        "링크를 붙입니다. 백과사전에 없는 내용은 지어내지 않습니다."
    ),
    short_description="백과사전에서 찾은 문장을 그대로 인용하고 출처를 함께 보여 줍니다.",
    command_ask="백과사전에 질문하기",
    command_entry="이름으로 항목 열기",
    command_check="답장한 메시지의 내용 확인하기",
    command_random="아무 항목이나 열기",
    command_new="나눈 대화 잊기",
    command_settings="언어, 서식 메시지, 인용 개수",
    command_rich="서식 메시지 켜기·끄기",
    command_stats="백과사전에 실린 항목 수",
    command_help="사용 방법",
    command_admin="봇 상태 보기",
    start=(
        "안녕하세요! 질문을 보내 주시면 {entries}개 항목이 실린 백과사전에서 찾아 드립니다. "
        "백과사전의 문장을 그대로 인용하고, 인용마다 그 문장이 있는 곳으로 가는 링크를 붙입니다."
    ),
    help=(
        "질문을 쓰시면 백과사전에서 관련된 문장을 찾아 인용합니다.\n"
        "항목 이름만 쓰시면 그 항목을 보여 드립니다.\n\n"
        "/entry 이름 – 항목 열기\n"
        "/check – 메시지에 답장으로 쓰면 그 내용과 가장 가까운 문장을 찾습니다\n"
        "/random – 아무 항목이나 열기\n"
        "/new – 나눈 대화 잊기\n"
        "/settings – 언어, 서식 메시지, 인용 개수\n"
        "/stats – 실린 항목 수\n\n"
        "그룹에서는 /ask 질문 또는 저를 멘션해 주세요. 어느 대화에서나 @{bot} 뒤에 검색어를 써도 됩니다."
    ),
    kept=(
        "보관하는 것: 설정, 최근 24시간의 대화, 직접 평가한 자신의 질문, 답을 찾지 못한 질문. "
        "/settings에서 모두 삭제할 수 있습니다."
    ),
    not_kept=(
        "보관하는 것: 설정과 최근 24시간의 대화. 평가는 질문 내용 없이 횟수만 셉니다. "
        "/settings에서 모두 삭제할 수 있습니다."
    ),
    examples=(
        "When did the Berlin Wall fall?",
        "Which planet is closest to the Sun?",
        "How did Marie Curie die?",
    ),
    greetings=(
        *("안녕", "안녕하세요", "안녕하십니까", "반가워", "반가워요", "반갑습니다", "여보세요", "하이", "헬로"),
        *("좋은 아침", "좋은 아침이에요", "처음 뵙겠습니다", "안녕 반가워", "안녕하세요 반갑습니다"),
    ),
    thanks=(
        *("고마워", "고마워요", "고맙습니다", "감사", "감사해요", "감사합니다", "정말 고마워", "정말 고마워요"),
        *("정말 고맙습니다", "정말 감사합니다", "대단히 감사합니다", "땡큐", "수고하세요", "수고하셨습니다"),
        *("네", "응", "그래", "오케이", "좋아", "좋아요", "알겠어", "알겠어요", "알겠습니다", "안녕히 계세요", "잘 자"),
    ),
    helps=(
        *(
            "도움말",
            "도와줘",
            "도와주세요",
            "사용법",
            "사용 방법",
            "누구세요",
            "넌 이름이 뭐야",
            "너 이름이 뭐야",
            "너 이름 뭐야",
            "네 이름이 뭐야",
            "니 이름이 뭐야",
            "넌 누구야",
            "너는 누구야",
            "뭐 할 수 있어",
        ),
        *("뭘 할 수 있어", "무엇을 할 수 있어", "무엇을 할 수 있나요", "어떻게 써", "어떻게 쓰나요"),
    ),
    checks=(
        *(
            "사실이야",
            "사실이에요",
            "사실인가요",
            "이거 사실이야",
            "이게 사실이야",
            "이거 사실인가요",
            "이게 사실인가요",
        ),
        *("진짜", "진짜야", "진짜예요", "이거 진짜야", "이게 진짜야", "정말", "정말이야", "정말이에요", "정말인가요"),
        *("맞아", "맞아요", "맞나요", "이거 맞아", "이거 맞아요", "이거 맞나요", "이게 맞아", "이게 맞나요"),
        *(
            "확인",
            "확인해 줘",
            "확인해줘",
            "확인해 주세요",
            "확인해주세요",
            "팩트체크",
            "출처",
            "출처는",
            "출처가 어디야",
        ),
    ),
    greeted="안녕하세요! 질문을 쓰시거나 항목 이름을 쓰시면 찾아 드립니다. 예를 들면:",
    thanked="천만에요. 궁금한 것이 있으면 언제든 물어보세요.",
    about="이어서: {title}",
    read_as="“{written}” → “{meant}”",
    doubtful="아래 인용이 질문의 답인지는 확실하지 않습니다.",
    shortened="줄임",
    button_read="📖 {number}번 읽기",
    button_more="다른 대목",
    button_share="공유",
    button_drop="✕ {title}",
    button_about="이어서: {title}?",
    button_section="“{section}”에 대해서는?",
    unclear="“{words}” 부분이 무엇을 가리키는지 알 수 없습니다. 이름을 넣어 다시 질문해 주세요.",
    not_found="백과사전에서 이에 관한 내용을 찾지 못했습니다.",
    in_english="이 백과사전은 영어로 쓰여 있어, 영어로 물으시면 더 잘 찾습니다.",
    not_found_nearest="백과사전에서 이에 관한 내용을 찾지 못했습니다. 가장 가까운 항목:",
    did_you_mean="혹시 이것을 찾으셨나요?",
    button_search="🔎 전체 항목에서 검색",
    passages="전체 {total}개 대목 중 {first}–{last}:",
    no_more_passages="더 보여 드릴 대목이 없습니다.",
    ask_how="무엇이 궁금하신가요? 한 줄로 쓰려면: /ask When did the Berlin Wall fall?",
    helpful_thanks="감사합니다. 도움이 되어 기쁩니다.",
    unhelpful_thanks="알려 주셔서 감사합니다. 다른 말로 물으면 더 나올 수도 있습니다.",
    forgotten_question="그 질문은 이제 기억하지 못합니다. 다시 질문해 주세요.",
    entry_how="어떤 항목을 열까요? 한 줄로 쓰려면: /entry Mount Everest",
    entry_none="그런 이름의 항목이 없습니다.",
    entry_gone="이 항목은 더 이상 백과사전에 없습니다.",
    text_changed="인용한 뒤에 글이 바뀌어 그 문장이 사라졌습니다. 현재 항목은 다음과 같습니다.",
    to_quotation="↓ 인용한 문장",
    text_moved="인용한 뒤에 항목이 바뀌었습니다. 인용한 문장은 이제 여기에 있습니다.",
    part="{total}쪽 중 {number}쪽",
    button_all="전체 읽기",
    button_back="◀ 이전",
    button_next="다음 ▶",
    button_contents="차례",
    button_file="파일로 받기",
    contents="차례",
    beginning="처음",
    check_how="확인할 메시지에 /check 로 답장하시면 관련된 문장을 찾아 드립니다.",
    check_found="이와 가장 가까운 백과사전의 문장입니다.",
    check_none="백과사전에 이에 관한 내용이 없습니다.",
    settings="설정",
    settings_language="언어: {language}",
    settings_rich="서식 메시지: {state}",
    settings_quotations="답변의 인용 개수: {number}",
    automatic="자동",
    on="켜짐",
    off="꺼짐",
    rich_how="서식 메시지로 보낼까요? /rich on 또는 /rich off 라고 쓰셔도 됩니다.",
    rich_on="서식 메시지를 켰습니다. 제대로 보이지 않는 기기가 있으면 /rich off 로 끄세요.",
    rich_off="서식 메시지를 껐습니다.",
    button_forget="내 기록 모두 삭제",
    forgotten="삭제했습니다. 더 이상 보관하는 기록이 없습니다.",
    new_started="지난 대화를 잊었습니다. 무엇이 궁금하신가요?",
    stats="현재 등록된 항목: {entries}개",
    admin=(
        "오늘 질문: {questions}\n"
        "답하지 못함: {unanswered}\n"
        "도움 됨 / 안 됨: {helpful} / {unhelpful}\n"
        "응답 시간: p50 {p50} ms, p95 {p95} ms\n"
        "색인: {folder}, 생성 {built}, 모델 {model}, 항목 {entries}개\n"
        "오늘 오류: {errors}"
    ),
    admin_unanswered="최근에 답하지 못한 질문:\n{questions}",
    admin_error="마지막 오류:\n{error}",
    none="없음",
    inline_read="항목 읽기",
    inline_nothing="찾지 못했습니다. 대화창에서 물어보세요",
    guest_how="저를 멘션하면서 질문하시면 백과사전에서 찾아 답합니다.",
    busy="지금은 요청이 몰려 있습니다. 잠시 후 다시 시도해 주세요.",
    slow_down="질문이 너무 잦습니다. {seconds}초만 기다려 주세요.",
    not_allowed="이 봇은 초대받은 분에게만 답합니다.",
    unknown_command="모르는 명령입니다. /help 에서 사용 방법을 볼 수 있습니다.",
    not_text="글만 읽을 수 있습니다. 질문을 글로 써 주세요.",
    went_wrong="문제가 생겼습니다. 다시 시도해 주세요.",
    perhaps_twice="보내는 도중에 연결이 끊겨, 같은 답이 두 번 보일 수 있습니다.",
    rich_refused="서버가 서식 메시지를 지원하지 않아 일반 메시지로 보냅니다.",
)
