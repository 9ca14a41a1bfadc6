"""How the invented accounts of the demo are called."""

DOMAIN = "demo.invalid"


def demo_email(account: str) -> str:
    return f"{account}@{DOMAIN}"
