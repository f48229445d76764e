"""What is done about units whose people are told something."""

from domain.people.audit import Act

UNIT_CONTACT_SET = Act("unit-contact-set", "contact of the unit:")
