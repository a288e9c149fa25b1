"""Mail domains: which of them tell where somebody works."""

# Sharing one of these says nothing: anybody may have an address there.
COMMON_DOMAINS = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com",
    "ymail.com", "aol.com", "icloud.com", "me.com", "proton.me", "protonmail.com", "pm.me", "mail.com",
    "zoho.com", "yandex.com", "yandex.ru", "mail.ru", "qq.com", "163.com", "gmx.de", "gmx.net",
    "gmx.com", "web.de", "t-online.de", "freenet.de", "posteo.de", "mailbox.org", "tuta.com",
    "orange.fr", "laposte.net", "free.fr", "libero.it", "uol.com.br", "bol.com.br", "terra.com.br",
    "rediffmail.com", "naver.com", "example.com", "example.org", "example.net", "demo.example",
})  # fmt: skip


def domain_of(address: str) -> str:
    """The domain of an address that tells where somebody works, or nothing."""
    domain = address.rpartition("@")[2].lower()
    return "" if says_nothing(domain) else domain


def says_nothing(domain: str) -> bool:
    """Whether anybody may have an address there."""
    return domain.lower() in COMMON_DOMAINS
