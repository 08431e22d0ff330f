"""What no page may ever do, listened for in every window that a test opens."""

from urllib.parse import urlsplit

REFUSED_LOADING = "Failed to load resource"
"""What Chromium says of any answer from 400 on; the answer itself is judged by its status."""


class Oddities:
    """Collects what went wrong in a visitor's windows, in words."""

    def __init__(self, home):
        self.host = urlsplit(home).netloc
        self.seen = []

    def listen_to(self, context):
        context.on("console", self._console)
        context.on("weberror", lambda fault: self.seen.append(f"a script failed: {fault.error}"))
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("dialog", self._dialog)

    def _console(self, message):
        if message.type == "error" and not message.text.startswith(REFUSED_LOADING):
            self.seen.append(f"the console complains: {message.text}")

    def _request(self, request):
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != self.host:
            self.seen.append(f"another host was asked: {request.url}")

    def _response(self, response):
        is_page = response.request.is_navigation_request()
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.seen.append(f"{response.status} from {response.url}")

    def _dialog(self, dialog):
        self.seen.append(f"a script ran and said {dialog.message}")
        dialog.dismiss()
