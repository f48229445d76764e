"""Pages that are written by hand but for one part."""

BEGIN = "<!-- made by python -m tools.contract -->\n"
END = "<!-- until here -->\n"


def between(page: str, made: str) -> str:
    """The page with `made` between the two marks. Raises ValueError unless each stands there once."""
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        raise ValueError(f"the marks {BEGIN.strip()} and {END.strip()} are wanted once each")
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}{made}{END}{rest.partition(END)[2]}"
