"""Numbers of persons that pass their own tests, and belong to nobody: BSN, IBAN, plates, telephones."""

import random


def bsn(rng: random.Random) -> str:
    while True:
        digits = [rng.randint(1, 9)] + [rng.randint(0, 9) for _ in range(7)]
        last = sum(d * w for d, w in zip(digits, range(9, 1, -1), strict=True)) % 11
        if last < 10:
            plain = "".join(map(str, [*digits, last]))
            return rng.choice(
                [plain, plain, f"{plain[:3]} {plain[3:6]} {plain[6:]}", f"{plain[:4]}.{plain[4:6]}.{plain[6:]}"]
            )


def iban(rng: random.Random) -> str:
    bank, number = rng.choice(["ABNA", "INGB", "RABO", "TRIO"]), f"{rng.randint(10**8, 10**9 - 1):010d}"
    turned = "".join(str(int(c, 36)) for c in f"{bank}{number}NL00")
    plain = f"NL{98 - int(turned) % 97:02d}{bank}{number}"
    return rng.choice([plain, " ".join(plain[i : i + 4] for i in range(0, 18, 4)), plain.lower()])


def plate(rng: random.Random, half: str) -> str:
    def letters(n: int) -> str:
        return "".join(rng.choice("BDFGHJKLNPRSTVXZ") for _ in range(n))

    def digits(n: int) -> str:
        return "".join(str(rng.randint(0, 9)) for _ in range(n))

    parts = rng.choice(
        [
            (digits(2), letters(2), letters(2)),
            (digits(2), letters(3), digits(1)),
            (digits(1), letters(3), digits(2)),
            (letters(2), digits(3), letters(1)),
            (letters(1), digits(3), letters(2)),
        ]
    )
    joined = "-".join(parts)
    return rng.choice(
        [joined, joined, joined.lower(), "".join(parts)]
        if half == "dev"
        else [joined, joined.lower(), "".join(parts), "".join(parts)]
    )


def phone(rng: random.Random, half: str) -> str:
    d = f"{rng.randint(10**7, 10**8 - 1)}"
    area = rng.choice(["030", "020", "010"])
    seven = f"{rng.randint(2 * 10**6, 9 * 10**6)}"
    forms = {
        "dev": [f"06-{d}", f"06{d}", f"06 {d[:2]} {d[2:4]} {d[4:6]} {d[6:]}", f"+31 6 {d}", f"{area}-{seven}"],
        "held": [
            f"06-{d[:4]} {d[4:]}",
            f"06 {d}",
            f"+316{d}",
            f"0031 6 {d[:4]} {d[4:]}",
            f"({area}) {seven[:3]} {seven[3:]}",
            f"0348-{d[:6]}",
        ],
    }
    return rng.choice(forms[half])
