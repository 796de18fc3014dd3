"""The letter that asks a contractor to take on a piece of work."""

from ...letters.printables import letter
from ...printing.document import Printable
from ..queries.terms import contractor_terms

CONTRACTOR_TERMS = Printable("contractor-terms", "Contractor terms", contractor_terms, letter)
