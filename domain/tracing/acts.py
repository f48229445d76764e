"""What is done with the data of cases and of their contacts."""

from domain.people.audit import Act

CASE_CONFIRMED = Act("case-confirmed", "case confirmed")
CASE_AMENDED = Act("case-changed", "case amended")
CASE_RETRACTED = Act("case-changed", "case retracted")
GROUPS_RELEASED = Act("case-changed", "held groups released")
GROUPS_DECLINED = Act("case-changed", "held groups declined")
TRACED_AGAIN = Act("case-changed", "traced again")
CASE_READ = Act("case-read", "case read")
NAMED_READ = Act("named-read", "masked name read in a case file")
TRACE_READ = Act("trace-read", "trace read")
CONTACT_OPENED = Act("contact-opened", "follow-up of a contact")
CONTACT_FOLLOWED_UP = Act("contact-followed-up", "follow-up:")
CONTACTS_EXPORTED = Act("contacts-exported", "list of contacts")
CONTACT_ASSIGNED = Act("contact-followed-up", "contact assigned")
CASES_SEARCHED = Act("cases-searched", "search among cases")
CONTACTS_SEARCHED = Act("contacts-searched", "search among contacts")
NUMBER_FOR_ANOTHER = Act("number-for-another", "number to reach somebody of the same home")
