"""Words that the demonstration's people and places are named with, and dice that fall the same way every time."""

import random

# Surnames with how many of a hundred people bear them.
SURNAMES = {
    "Nguyễn": 38, "Trần": 11, "Lê": 9, "Phạm": 7, "Hoàng": 5, "Vũ": 4, "Đặng": 3, "Bùi": 3, "Đỗ": 3, "Ngô": 2,
    "Dương": 2, "Thân": 5, "Giáp": 3, "Nông": 1, "Lương": 1, "Trịnh": 1, "Đào": 1, "Hà": 1,
}  # fmt: skip
MEN = (
    "Anh", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hiếu", "Hùng", "Huy", "Khánh", "Kiên", "Long", "Minh",
    "Nam", "Phong", "Quân", "Sơn", "Thắng", "Tuấn", "Việt", "Vinh",
)  # fmt: skip
WOMEN = (
    "An", "Chi", "Dung", "Hà", "Hạnh", "Hiền", "Hoa", "Hồng", "Hương", "Lan", "Linh", "Loan", "Mai", "Ngọc",
    "Nhung", "Oanh", "Phương", "Thảo", "Thu", "Trang", "Tuyết", "Yến",
)  # fmt: skip
MEN_MIDDLE = ("Văn", "Đức", "Quang", "Hữu", "Xuân", "Minh", "Công", "Ngọc")
WOMEN_MIDDLE = ("Thị", "Thị", "Thị", "Thu", "Ngọc", "Thanh", "Minh", "Bích")

HAMLETS = ("Dục Quang", "Đông Long", "Tự Lạn", "Hồng Thái", "Thượng", "Nguộn", "Vàng", "Tân Tiến", "Văn Xá", "Kiểu")
STREETS = (
    "Hoàng Hoa Thám", "Nguyễn Thế Nho", "Thân Nhân Trung", "Lý Thường Kiệt", "Trần Phú", "Lê Lợi", "Nguyễn Trãi",
    "Quang Trung", "Hai Bà Trưng", "Ngô Gia Tự",
)  # fmt: skip
SHOPKEEPERS = (
    "Cô Ba", "Bà Tư", "Anh Hùng", "Chị Hạnh", "Bác Sáu", "Hoa Mai", "Thảo Nguyên", "Minh Châu", "Thu Hương",
    "Phương Nam", "Hải Yến", "Tuấn Anh", "Ngọc Lan", "Bình Minh", "Gia Bảo", "Đức Thịnh",
)  # fmt: skip


def dice(*of: object) -> random.Random:
    """Dice of one part of the story: what falls there does not depend on any other part."""
    return random.Random("/".join(map(str, of)))  # noqa: S311  a story that can be told again, not a secret


def likely(of: random.Random, share: float) -> bool:
    return of.random() < share


def surname(of: random.Random) -> str:
    return of.choices(list(SURNAMES), list(SURNAMES.values()))[0]


def full_name(of: random.Random, family: str, *, woman: bool) -> str:
    middle, given = (WOMEN_MIDDLE, WOMEN) if woman else (MEN_MIDDLE, MEN)
    return f"{family} {of.choice(middle)} {of.choice(given)}"


def address(of: random.Random) -> str:
    number = of.randint(1, 240)
    if likely(of, 0.5):
        return f"Số {number}, tổ dân phố {of.choice(HAMLETS)}"
    return f"{number} đường {of.choice(STREETS)}"


def phone(of: random.Random) -> str:
    # No operator was given 073: a demonstration must not hold, or ring, anybody's number.
    return f"073{of.randint(0, 9_999_999):07d}"


def identity_number(of: random.Random, year_of_birth: int, *, woman: bool) -> str:
    # No province registers births under 099, for the same reason.
    century = 2 * (year_of_birth // 100 - 19) + int(woman)
    return f"099{century}{year_of_birth % 100:02d}{of.randint(0, 999_999):06d}"
