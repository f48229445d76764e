"""The columns of a table of venues: their headings, and the words people use for the kinds of a venue."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from domain.base.unit import Unit, UnitKey, UnitRegister
from domain.people.caller import Staff
from domain.people.papers import contact_number
from domain.presence.policy import visit_policy
from functions.kit.sheets.kinds.digits import Phone
from functions.kit.sheets.kinds.number import Whole
from functions.kit.sheets.kinds.text import Text
from functions.kit.sheets.kinds.word import Commune, Word
from functions.kit.sheets.shape import Column
from functions.words.sentence import Sentence

# Headings as they are given out; `columns` answers to many more.
NAME, KIND, ADDRESS, PHONE = "Tên địa điểm", "Loại", "Địa chỉ", "Điện thoại liên hệ"
CAPACITY, UNIT, UNIT_NAME = "Sức chứa", "Mã xã, phường", "Xã, phường"
MOST_PEOPLE = 200_000

# Beside the two names of a kind and their parts: what stands in the lists of communes.
_OTHER_WORDS: Mapping[str, tuple[str, ...]] = {
    "office": ("Văn phòng", "Cơ quan", "Công ty", "Công sở"),
    "committee": ("Ủy ban", "UBND", "Ủy ban nhân dân", "Trụ sở ủy ban"),
    "factory": ("Xưởng", "Xưởng sản xuất", "Phân xưởng", "Cơ sở sản xuất"),
    "school": ("Trường", "Trường mầm non", "Mầm non", "Tiểu học", "THCS", "THPT", "Giáo dục", "Nhà trẻ"),
    "food": ("Ăn uống", "Quán ăn", "Quán nước", "Cà phê", "Cafe", "Quán cafe", "Giải khát", "Quán nhậu", "Hàng ăn"),
    "massage": ("Mát xa", "Mát-xa", "Spa", "Tẩm quất"),
    "beauty": ("Cắt tóc", "Gội đầu", "Thẩm mỹ", "Làm tóc", "Salon", "Tiệm tóc"),
    "gym": ("Phòng gym", "Phòng tập", "Thể thao", "Bể bơi", "Sân bóng"),
    "meeting": ("Hội trường", "Nhà văn hóa", "Họp"),
    "wedding": ("Cưới hỏi", "Tiệc cưới", "Trung tâm tiệc cưới"),
    "funeral": ("Nhà tang lễ", "Tang lễ"),
    "worship": (
        "Khu tâm linh",
        "Chùa",
        "Nhà thờ",
        "Đình",
        "Đền",
        "Tôn giáo",
        "Tín ngưỡng",
        "Cơ sở tôn giáo",
        "Nơi thờ tự",
    ),
    "market": ("Chợ dân sinh", "Chợ truyền thống", "Sạp chợ"),
    "supermarket": ("Siêu thị mini", "Minimart"),
    "mall": ("TTTM", "Trung tâm mua sắm"),
    "grocery": ("Tạp hoá", "Bách hóa", "Cửa hàng tạp hóa", "Quán tạp hóa"),
    "essential": ("Thiết yếu", "Xăng dầu", "Cây xăng", "Nhà thuốc", "Hiệu thuốc", "Quầy thuốc", "Ngân hàng"),
    "shop": ("Buôn bán", "Bán hàng", "Kinh doanh", "Cửa hiệu", "Shop"),
    "tourism": ("Du lịch", "Khu du lịch", "Di tích", "Bảo tàng"),
    "leisure": ("Giải trí", "Karaoke", "Rạp chiếu phim", "Quán game", "Internet", "Bi-a"),
    "hospital": ("Phòng khám", "Trung tâm y tế"),
    "health_station": ("Trạm xá", "Y tế xã"),
    "lodging": ("Nhà nghỉ", "Khách sạn", "Homestay", "Nhà trọ", "Khu trọ"),
    "transport": ("Xe khách", "Xe buýt", "Taxi", "Bến xe", "Xe ôm"),
}


HEADINGS: Mapping[str, Sentence] = {
    "name": Sentence(NAME, "Name"),
    "category": Sentence(KIND, "Kind"),
    "address": Sentence(ADDRESS, "Address"),
    "contact_phone": Sentence(PHONE, "Telephone"),
    "capacity": Sentence(CAPACITY, "Capacity"),
    "unit_code": Sentence(UNIT, "Commune code"),
}


class Words(NamedTuple):
    """The kinds of venue in force, by code, with their names in both languages."""

    kinds: Mapping[str, tuple[str, str]]

    def vi(self, code: str) -> str:
        """How a kind is called; its code where it is in force no more."""
        return self.kinds.get(code, (code, code))[0]


def words_on(day: date) -> Words:
    """Those of that local day."""
    return Words({code: (kind.vi, kind.en) for code, kind in visit_policy(day).categories.items()})


def columns(caller: Staff, units: UnitRegister, day: date) -> Sequence[Column]:
    """What a file is read for. Whoever works for one commune need not name it."""
    inside = units.communes(caller.unit)
    own = own_commune(inside, caller.unit)
    kinds = Word(words_on(day).kinds, _OTHER_WORDS, rule="category")
    place = Commune(inside, lambda code: units.find(UnitKey(caller.unit.scheme, code)))
    wanted = (
        ("name", Text(100), _NAMES),
        ("category", kinds, _KINDS),
        ("address", Text(200), _ADDRESSES),
        ("contact_phone", Phone(contact_number, "venue-phone"), _PHONES),
    )
    return (
        *(Column(code, *HEADINGS[code], kind, also, required=True) for code, kind, also in wanted),
        Column("capacity", *HEADINGS["capacity"], Whole(1, MOST_PEOPLE), _CAPACITIES),
        Column("unit_code", *HEADINGS["unit_code"], place, _UNITS, required=own is None, empty=own),
    )


def own_commune(inside: Sequence[Unit], key: UnitKey) -> Unit | None:
    """The one commune somebody works for; None for who works for several."""
    return inside[0] if len(inside) == 1 and inside[0].key == key else None


_NAMES = (
    "Tên", "Tên cơ sở", "Tên quán", "Tên cửa hàng", "Tên điểm", "Tên hộ kinh doanh", "Tên đơn vị", "Địa điểm", "Cơ sở",
    "Tên cơ sở kinh doanh", "Tên địa điểm, cơ sở", "Hộ kinh doanh", "Venue", "Venue name",
)  # fmt: skip
_KINDS = (
    "Loại hình", "Loại địa điểm", "Loại cơ sở", "Loại hình kinh doanh", "Ngành nghề", "Ngành nghề kinh doanh", "Lĩnh vực",
    "Nhóm", "Type", "Category",
)  # fmt: skip
_ADDRESSES = ("Địa chỉ cụ thể", "Địa chỉ chi tiết", "Nơi đóng", "Địa chỉ cơ sở", "Địa chỉ kinh doanh", "ĐC")
_PHONES = (
    "Điện thoại", "Số điện thoại", "Số điện thoại liên hệ", "SĐT", "SĐT liên hệ", "Số ĐT", "ĐT", "Điện thoại di động",
    "Di động", "Số di động", "Liên hệ", "Phone", "Phone number", "Contact phone", "Mobile", "Tel",
)  # fmt: skip
_CAPACITIES = ("Sức chứa tối đa", "Số người tối đa", "Số chỗ", "Quy mô", "Sức chứa (người)", "Max persons")
_UNITS = (
    "Mã xã", "Mã phường", "Mã xã/phường", "Mã đơn vị", "Mã đơn vị hành chính", "Mã ĐVHC", UNIT_NAME, "Xã/phường", "Xã",
    "Phường", "Phường/xã", "Tên xã, phường", "Đơn vị hành chính", "Unit", "Unit code", "Commune", "Ward",
)  # fmt: skip
