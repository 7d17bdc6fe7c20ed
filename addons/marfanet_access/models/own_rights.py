"""What a person asks for, where Odoo looks for it with all rights."""

from odoo.fields import Domain


def with_own_rights(records, condition):
    """Find by the rights of who asks what a condition tells of records beside these.

    :param records: any recordset of the model that is searched
    :param condition: one of a domain's conditions
    :return: the same condition, with what was found in place of a path of fields, a
        domain or a text
    :rtype: odoo.fields.Domain
    """
    name, _, rest = condition.field_expr.partition(".")
    operator, value = condition.operator, condition.value
    field = records._fields.get(name)
    if field is None or not field.relational:
        return condition
    others = records.env[field.comodel_name].with_context(active_test=False)
    positive = Domain.NEGATIVE_OPERATORS.get(operator, operator)
    if rest:
        # There is one of which it is true, or of which it is not.
        return Domain(name, "in", others._search(Domain(rest, operator, value)))
    if positive == "any" and isinstance(value, Domain | list | tuple):
        within = Domain(value)
    elif not _has_text(value):
        return condition
    elif operator in ("child_of", "parent_of"):
        found = others.search(Domain("display_name", "ilike", value))
        return Domain(name, operator, found.ids)
    else:
        within = Domain("display_name", positive, value)
    found = others._search(within)
    return Domain(name, "in" if positive == operator else "not in", found)


def _has_text(value):
    if isinstance(value, list | tuple | set | frozenset):
        return any(isinstance(one, str) for one in value)
    return isinstance(value, str)
