"""The pages (页面): what people see in a browser, rendered on the server, zh and en."""

from petition_es.api.pages.routes import router

__all__ = ["router"]
