"""What is done with the data of people as such."""

from domain.people.audit import Act

REGISTERED = Act("person-registered", "assisted registration")
NAMED = Act("person-named", "named in a request")
LOOKED_UP = Act("person-looked-up", "desk look-up")
