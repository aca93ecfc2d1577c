"""A place that is written in one line, in the parts that a postal address has."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.core import get_global

from sphinx_cv.model.records import Address, Person

# Two letters may be a state, as in "San Francisco, CA"; this country nobody calls otherwise.
_COUNTRY_CODE = 'UK'


def address_of(person: Person, language: str) -> Address:
    """The person's address in its parts, as far as the page says or its place tells them.

    *language* is the one that the CV is written in, because it names the countries.
    """
    address = person.address
    parts = (address.street, address.postcode, address.city, address.region, address.country)
    if address.text or not any(parts):
        return split_place(address.text or person.location, language)
    return address


def split_place(place: str, language: str) -> Address:
    """Split a text such as "Geneva, Switzerland" into city, region and country.

    Only what is known for a country becomes one.  A text of more than three parts stays whole:
    it has a street.
    """
    parts = [part.strip() for part in place.split(',')]
    if len(parts) > 3:  # noqa: PLR2004  # city, region, country
        return Address(text=place)
    country = parts.pop() if parts[-1].casefold() in _countries(language) else ''
    city = parts.pop(0) if parts else ''
    return Address(city=city, region=', '.join(parts), country=country)


@lru_cache
def _countries(language: str) -> frozenset[str]:
    """The names of countries in a language and in English, and what else they go by."""
    names = {_COUNTRY_CODE}
    for code in ('en', language):
        territories = Locale.parse(code.replace('-', '_')).territories
        names |= {name for key, name in territories.items() if key.isalpha()}
    names |= {name for name in get_global('territory_aliases') if len(name) > 2 and name.isalpha()}  # noqa: PLR2004
    return frozenset(name.casefold() for name in names)
