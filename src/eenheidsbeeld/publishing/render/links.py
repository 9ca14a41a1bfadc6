"""Links in an edition: to our own pages or to the web over https, and to nothing else."""

from urllib.parse import urlsplit


def page_address(link: str) -> str:
    """The link as a page may use it; empty when it is not one we would follow."""
    if link.startswith("/") and not link.startswith(("//", "/\\")):
        return link
    return link if _is_web(link) else ""


def web_address(link: str, base_url: str) -> str:
    """The link as a file may use it; our own pages need the address of the application."""
    safe = page_address(link)
    if not safe.startswith("/"):
        return safe
    return base_url.rstrip("/") + safe if _is_web(base_url) else ""


def _is_web(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.netloc) and link.isprintable() and " " not in link
