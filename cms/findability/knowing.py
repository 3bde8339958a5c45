"""What tuning knows of a person, and whose eyes it is for."""

from cms.activity.knowing import explain
from cms.activity.naming import name_openly

WHY = "what the organisation means by its words; who changed it last goes with the account's name"

explain("search.SynonymGroup.changed_by", WHY)
explain("search.StopPhrase.changed_by", WHY)
explain("search.PinnedResult.changed_by", WHY)

name_openly("search.synonymgroup", "search.stopphrase", "search.pinnedresult")
