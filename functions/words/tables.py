"""About tables that are given in: files that cannot be read, and cells that a spreadsheet changed."""

from collections.abc import Mapping

from domain.people.audit import Act
from functions.words.sentence import Problem, Sentence

PROBLEMS: Mapping[str, Problem] = {}
ACTS: Mapping[Act, Sentence] = {}

_SAVE = "Mở tệp bằng Excel, chọn Lưu thành (Save As) → Excel Workbook (*.xlsx), rồi tải tệp đó lên."
_SAVE_EN = "Open it in a spreadsheet program, save it as an Excel workbook (.xlsx), and send that file."

# Whole sentences: they speak of the file, not of a field.
WHOLE: Mapping[str, Sentence] = {
    "file-xls": Sentence(f"Đây là tệp Excel kiểu cũ. {_SAVE}", f"This is an Excel file of the old kind. {_SAVE_EN}"),
    "file-ods": Sentence(
        f"Đây là tệp OpenDocument (.ods). {_SAVE}", f"This is an OpenDocument file (.ods). {_SAVE_EN}"
    ),
    "file-html": Sentence(
        f"Đây là trang web mang tên tệp Excel. {_SAVE}",
        f"This is a web page under the name of a spreadsheet. {_SAVE_EN}",
    ),
    "file-kind": Sentence(
        "Đây không phải bảng tính. Hãy chọn tệp .xlsx hoặc .csv.",
        "This is no spreadsheet. Choose a .xlsx or .csv file.",
    ),
    "file-protected": Sentence(
        f"Tệp có mật khẩu hoặc được bảo vệ nên không đọc được. Hãy bỏ mật khẩu. {_SAVE}",
        f"The file is protected and cannot be read. Take its password away. {_SAVE_EN}",
    ),
    "file-broken": Sentence(
        f"Tệp bị hỏng, không mở được. {_SAVE}", f"The file is damaged and cannot be opened. {_SAVE_EN}"
    ),
    "file-swollen": Sentence(
        "Tệp quá lớn sau khi mở ra. Hãy chép riêng bảng cần nhập sang một tệp mới rồi tải tệp đó lên.",
        "The file is too large once opened. Copy the table alone into a new file and send that.",
    ),
    "encoding": Sentence(
        f"Không nhận ra bảng mã của tệp, chữ có dấu sẽ bị sai. {_SAVE}",
        f"The encoding of this text file is not known, and letters with marks would be wrong. {_SAVE_EN}",
    ),
    "encoding-tcvn3": Sentence(
        "Tệp dùng bảng mã TCVN3 (phông .VnTime). Hãy chuyển sang Unicode (ví dụ bằng UniKey) rồi tải lên lại.",
        "The file is in TCVN3 (fonts named .Vn). Convert it to Unicode and send it again.",
    ),
    "encoding-vni": Sentence(
        "Tệp dùng bảng mã VNI (phông VNI-Times). Hãy chuyển sang Unicode (ví dụ bằng UniKey) rồi tải lên lại.",
        "The file is in VNI encoding (fonts named VNI-). Convert it to Unicode and send it again.",
    ),
    "encoding-twice": Sentence(
        f"Chữ có dấu trong tệp đã hỏng (mã hóa hai lần, ví dụ “Quáº£n”). Hãy lấy lại tệp gốc. {_SAVE}",
        f"Letters with marks were encoded twice and are damaged. Go back to the original file. {_SAVE_EN}",
    ),
    "sheet-empty": Sentence("Tệp không có dòng nào để nhập.", "The file has no rows."),
    "sheet-headings": Sentence(
        "Không tìm thấy dòng tiêu đề. Cần một dòng có các cột: {headings}.",
        "No row of headings was found. One is needed that names: {headings}.",
    ),
    "sheet-heading-missing": Sentence("Dòng tiêu đề thiếu cột “{heading}”.", "The headings lack the column {heading}."),
    "sheet-heading-twice": Sentence(
        "Có hai cột cùng một tiêu đề; hãy bỏ hoặc đổi tên một cột.", "Two columns bear one heading; drop or rename one."
    ),
    "sheet-rows": Sentence(
        "Tệp có {rows} dòng, mỗi lần nhận nhiều nhất {most} dòng. Hãy chia thành nhiều tệp.",
        "The file has {rows} rows, and {most} are taken at once. Divide it into several files.",
    ),
    "sheet-columns": Sentence(
        "Dòng có nhiều ô hơn dòng tiêu đề; có thể một ô chứa dấu ngăn cột mà không nằm trong ngoặc kép.",
        "The row has more cells than there are headings; perhaps a cell holds the separator and is not quoted.",
    ),
}

RULES: Mapping[str, Sentence] = {
    "cell-date": Sentence(
        "bị bảng tính đổi thành ngày tháng; hãy định dạng ô là Văn bản (Text) rồi gõ lại",
        "was turned into a date by the spreadsheet; format the cell as text and type it again",
    ),
    "cell-error": Sentence("là một ô báo lỗi (như #N/A, #REF!)", "is an error of the spreadsheet (such as #N/A)"),
    "cell-formula": Sentence(
        "là công thức chưa có kết quả; hãy mở tệp bằng Excel và lưu lại, hoặc gõ giá trị vào ô",
        "is a formula without its value; open and save the file in a spreadsheet, or type the value",
    ),
    "letters-lost": Sentence(
        "có dấu ? giữa chữ: chữ có dấu đã mất khi lưu tệp; hãy lưu lại dạng .xlsx hoặc CSV UTF-8",
        "has a ? inside a word: letters with marks were lost when it was saved; save it as .xlsx or CSV UTF-8",
    ),
    "digits-lost": Sentence(
        "bị bảng tính đổi thành dạng 9,12E+08 nên đã mất chữ số; hãy định dạng ô là Văn bản (Text) rồi gõ lại, đủ số 0 đầu",
        "was turned into a form such as 9.12E+08 and lost digits; format the cell as text and type it again with its zero",
    ),
    "phone-several": Sentence(
        "có nhiều số; hãy để một số trong ô này", "holds several numbers; leave one in this cell"
    ),
    "number": Sentence("không phải là số", "is not a number"),
    "number-whole": Sentence("phải là số nguyên, viết bằng chữ số", "must be a whole number, in digits"),
    "number-unclear": Sentence(
        "viết dấu phẩy hoặc dấu chấm chưa rõ là hàng nghìn hay thập phân; hãy viết liền, ví dụ 1234",
        "has a comma or point that could group thousands or begin a fraction; write it without, such as 1234",
    ),
    "number-range": Sentence("phải từ {least} đến {most}", "must be from {least} to {most}"),
    "day": Sentence("phải là ngày dạng 27/11/2026", "must be a day such as 27/11/2026"),
    "day-year": Sentence("phải viết đủ bốn chữ số của năm", "must have a year of four digits"),
    "day-order": Sentence(
        "không rõ ngày hay tháng đứng trước, vì trong cột có ngày viết tháng trước; hãy viết cả cột dạng ngày/tháng/năm",
        "could begin with day or month, because others of its column begin with the month; write day/month/year throughout",
    ),
    "moment": Sentence(
        "phải là ngày và giờ, ví dụ 27/11/2026 20:00", "must be a day and a time such as 27/11/2026 20:00"
    ),
    "unit-name": Sentence(
        "không có xã, phường nào tên này trong địa bàn của bạn", "is the name of no commune in your area"
    ),
    "unit-twice": Sentence(
        "có nhiều xã, phường cùng tên; hãy dùng mã", "is the name of several communes; use the code instead"
    ),
    "duplicate-row": Sentence("trùng với dòng {first} trong tệp", "repeats line {first} of the file"),
}
