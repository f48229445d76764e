"""What is done with the data of people as such."""

from domain.people.audit import Act

REGISTERED = Act("person-registered", "assisted registration")
LOOKED_UP = Act("person-looked-up", "desk look-up")
CORRECTED = Act("person-corrected", "correction of a record")
IDENTITY_MET = Act("identity-number-met", "identity number given for another record")
