"""The register of venues: one transaction to register or to change the code, two indexes to list."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

from botocore.exceptions import ClientError
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.transactions import TransactWrite

from adapters.dynamo import keys
from adapters.dynamo.calls import is_refused
from adapters.dynamo.models import Record, found, of_table, said
from adapters.dynamo.venue_directory import DynamoVenueDirectory
from adapters.dynamo.venue_item import item_from_venue
from domain.errors import Busy, InvalidInput, VenueExists
from domain.identity import VenueCode, VenueId
from domain.period import epoch
from domain.text import folded
from domain.venue import Venue, VenuePage, natural_key
