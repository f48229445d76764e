"""What is done with the data of people as such."""

from domain.people.audit import Act

REGISTERED = Act("person-registered", "assisted registration")
NAMED = Act("person-named", "named in a request")
LOOKED_UP = Act("person-looked-up", "desk look-up")
RECORDS_JOINED = Act("records-joined", "records joined")
RECORDS_PARTED = Act("records-parted", "records parted")
CORRECTED = Act("person-corrected", "correction of a record")
IDENTITY_MET = Act("identity-number-met", "identity number given for another record")
LOG_SEARCHED = Act("access-log-searched", "access log searched")
