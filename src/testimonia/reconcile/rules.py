"""Rules that editors write: relations between questions, such as ``people == fighters + relatives``.

The parser is our own and evaluates nothing: a rule is data. Numbers may carry units (``80 km/h``, ``10 m``), and all quantities
count in base units: durations in hours, lengths in kilometres, money in its currency. Moments enter as differences (``arrival -
departure >= 3 h``). Two different questions may be multiplied (``distance == speed * time``). A sum of unlike things is refused
at the character where it happens.

    rule       = sum relation sum
    relation   = "<=" | ">=" | "==" | "<" | ">"        (strict ones mean the same: testimony is not that sharp)
    sum        = ["-"] product { ("+" | "-") product }
    product    = factor { ("*" | "/") factor }
    factor     = number [unit ["/" unit]] | question id | "(" sum ")" | "-" factor
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from testimonia.errors import ConfigError
from testimonia.model.brief import RuleText
from testimonia.model.findings import Question, Rule
from testimonia.model.phrases import told
from testimonia.reconcile.units import BASES, find_unit
from testimonia.reconcile.wording import name_question

TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>\d[\d,]*(?:\.\d+)?)
      | (?P<name>[A-Za-z%_][A-Za-z0-9_%]*)
      | (?P<sign><=|>=|==|[-+*/()<>=])
      | (?P<bad>\S)
    )""",
    re.VERBOSE,
)
FILE = "investigation.toml"
QUANTITIES = frozenset({"amount", "money", "duration", "moment"})

Dimension = tuple[tuple[str, int], ...]
"""Powers of base dimensions, sorted; () for a plain number. None instead of it: unknown, fits anything."""


class Token(Struct, frozen=True):
    """One token of a rule with its column, counted from 1."""

    kind: str
    text: str
    column: int


Term = tuple[str, ...]
"""The questions multiplied in one term: one, or two in alphabetical order."""


class Sum(Struct, frozen=True):
    """An expression: coefficients by term, a constant, and the dimension of the whole."""

    terms: dict[Term, float]
    constant: float
    dimension: Dimension | None
    column: int
    anchor: float = 0.0
    """Sum of the coefficients of moments: 0 for a length of time, 1 for a point in time."""

    def scaled(self, factor: float, dimension: Dimension | None) -> "Sum":
        """Every coefficient times a factor, with a new dimension."""
        terms = {term: number * factor for term, number in self.terms.items()}
        return Sum(terms, self.constant * factor, dimension, self.column, self.anchor * factor)

    def plus(self, other: "Sum", sign: int) -> "Sum":
        """The sum of two expressions; an unknown dimension takes on the other's."""
        terms = dict(self.terms)
        for term, number in other.terms.items():
            terms[term] = terms.get(term, 0.0) + sign * number
        dimension = other.dimension if self.dimension is None else self.dimension
        anchor = self.anchor + sign * other.anchor
        return Sum(terms, self.constant + sign * other.constant, dimension, self.column, anchor)

    def times(self, other: "Sum") -> "Sum":
        """The product of two expressions, multiplied out; terms of more than two questions are for the caller to refuse."""
        dimension = _combine(self.dimension, other.dimension, 1)
        terms: dict[Term, float] = {}
        for one, number in [*self.terms.items(), ((), self.constant)]:
            for two, factor in [*other.terms.items(), ((), other.constant)]:
                term = tuple(sorted((*one, *two)))
                terms[term] = terms.get(term, 0.0) + number * factor
        constant = terms.pop((), 0.0)
        anchor = self.anchor * other.constant + other.anchor * self.constant
        return Sum({term: number for term, number in terms.items() if number}, constant, dimension, self.column, anchor)


def parse_rules(rules: Sequence[RuleText], questions: Sequence[Question]) -> tuple[Rule, ...]:
    """Parse every rule of an investigation.

    Raises:
        ConfigError: the first mistake, with line and column and what to write instead.
    """
    known = {question.id: question for question in questions}
    return tuple(parse_rule(rule, known) for rule in rules)


def parse_rule(rule: RuleText, questions: Mapping[str, Question]) -> Rule:
    """Parse one rule into normal form.

    Args:
        rule: as written.
        questions: declared questions by id.

    Returns:
        ``sum(coefficient * question) + sum(coefficient * question * question) + constant relation 0``, all on the left.

    Raises:
        ConfigError: with the column of the offending character in the expression.

    >>> q = {name: Question(name, name, "amount") for name in ("people", "fighters", "relatives")}
    >>> parse_rule(RuleText("sum", "people == fighters + relatives"), q).terms
    ((1.0, 'people'), (-1.0, 'fighters'), (-1.0, 'relatives'))
    """
    return _Parser(rule, questions).parse()


def name_rule(rule: Rule, questions: Mapping[str, Question]) -> str:
    """A rule as a reader meets it, by its editor's reason, else the relation in the questions' words."""
    words = " ".join(rule.reason.split()).removesuffix(".")
    return told(f"“{words}”", "quote", words=words) if words else write_rule(rule.expression, questions)


def write_rule(expression: str, questions: Mapping[str, Question]) -> str:
    """A relation with the questions' texts in place of their ids.

    >>> asked = {name: Question(name, f"How many {name}?", "amount") for name in ("lorries", "fighters")}
    >>> write_rule("fighters <= 20 * lorries", asked)
    '“How many fighters” ≤ 20 × “How many lorries”'
    """

    def written(match: re.Match[str]) -> str:
        name = match[0]
        question = questions.get(name)
        if question is not None:
            return f"“{name_question(question)}”"
        return {"<=": "≤", ">=": "≥", "==": "=", "*": "×"}.get(name, name)

    return re.sub(r"[^\W\d]\w*|<=|>=|==|\*", written, " ".join(expression.split()))


class _Parser:
    """Recursive descent over the tokens of one rule."""

    def __init__(self, rule: RuleText, questions: Mapping[str, Question]) -> None:
        self._rule = rule
        self._questions = questions
        self._tokens = self._read_tokens()
        self._at = 0

    def parse(self) -> Rule:
        left = self._sum()
        token = self._next()
        if token.kind == "end":
            raise self._error(token, "a rule compares two sides: write '<=', '>=' or '==' between them")
        if token.text not in {"<=", ">=", "==", "<", ">"}:
            hint = "write '==' for equality" if token.text == "=" else "expected '<=', '>=' or '==', or an operator before it"
            raise self._error(token, f"'{token.text}' is out of place; {hint}")
        right = self._sum()
        rest = self._next()
        if rest.kind != "end":
            raise self._error(rest, f"'{rest.text}' is out of place; a rule has exactly one comparison")
        self._check_like(left, right)
        whole = left.plus(right, -1)
        if whole.anchor:
            raise self._error(token, "a point in time is compared with a length of time; write the difference of two moments")
        terms = tuple((number, term[0]) for term, number in whole.terms.items() if number and len(term) == 1)
        products = tuple((number, (term[0], term[1])) for term, number in whole.terms.items() if number and len(term) == 2)
        if not terms and not products:
            raise self._error(self._tokens[0], "the rule names no question")
        relation = {"<": "<=", ">": ">="}.get(token.text, token.text)
        moments = tuple(name for _, name in terms if self._questions[name].value_type == "moment")
        return Rule(
            self._rule.id,
            self._rule.expression,
            terms,
            whole.constant,
            relation,
            self._rule.line,
            products,
            moments,
            self._rule.reason,
        )

    def _read_tokens(self) -> list[Token]:
        text, at, tokens = self._rule.expression, 0, []
        while match := TOKEN.match(text, at):
            kind = match.lastgroup or "bad"
            token = Token(kind, match.group(kind), match.start(kind) + 1)
            if kind == "bad":
                raise self._error(
                    token, f"'{token.text}' cannot stand in a rule; use question ids, numbers, + - * / and one comparison"
                )
            tokens.append(token)
            at = match.end()
        tokens.append(Token("end", "", len(text.rstrip()) + 1))
        return tokens

    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def _sum(self) -> Sum:
        total = self._product()
        while self._peek().text in {"+", "-"}:
            sign = 1 if self._next().text == "+" else -1
            term = self._product()
            self._check_like(total, term)
            total = total.plus(term, sign)
        return total

    def _product(self) -> Sum:
        product = self._factor()
        while self._peek().text in {"*", "/"}:
            operator = self._next()
            factor = self._factor()
            if operator.text == "/":
                if factor.terms:
                    raise self._error(operator, "a rule cannot divide by a question; multiply the other side by it")
                if factor.constant == 0:
                    raise self._error(operator, "division by zero")
                product = product.scaled(1 / factor.constant, _combine(product.dimension, factor.dimension, -1))
            else:
                product = self._checked_product(operator, product, factor)
        return product

    def _checked_product(self, operator: Token, left: Sum, right: Sum) -> Sum:
        product = left.times(right)
        for term in product.terms:
            if len(term) > 2 or len(set(term)) < len(term):
                raise self._error(operator, "a rule multiplies two different questions at most")
            if len(term) == 2 and any(self._questions[name].value_type == "moment" for name in term):
                raise self._error(operator, "a point in time cannot be multiplied; only a length of time can")
        return product

    def _factor(self) -> Sum:
        token = self._next()
        if token.text == "-":
            inner = self._factor()
            return inner.scaled(-1.0, inner.dimension)
        if token.text == "(":
            inner = self._sum()
            closing = self._next()
            if closing.text != ")":
                raise self._error(closing, "a parenthesis is not closed here")
            return inner
        if token.kind == "number":
            return self._number(token)
        if token.kind == "name":
            return self._question(token)
        raise self._error(
            token, "the rule ends too early" if token.kind == "end" else f"expected a question or a number, not '{token.text}'"
        )

    def _number(self, token: Token) -> Sum:
        number = float(token.text.replace(",", ""))
        unit_token = self._peek()
        if unit_token.kind != "name" or unit_token.text in self._questions:
            return Sum({}, number, None, token.column)
        self._next()
        factor, dimension = self._unit(unit_token)
        ahead = self._tokens[self._at : self._at + 2]
        if len(ahead) == 2 and ahead[0].text == "/" and ahead[1].kind == "name" and ahead[1].text not in self._questions:
            self._at += 2
            per, per_dimension = self._unit(ahead[1])
            factor, dimension = factor / per, _combine(dimension, per_dimension, -1) or ()
        return Sum({}, number * factor, dimension, token.column)

    def _unit(self, token: Token) -> tuple[float, Dimension]:
        unit = find_unit(token.text)
        if unit is not None:
            return unit.factor, _dimension(unit.dimension)
        if re.fullmatch(r"[A-Z]{3}", token.text):
            return 1.0, ((token.text, 1),)
        raise self._error(
            token,
            f"'{token.text}' is neither a unit nor a question; a question needs '*' after a number{self._suggest(token.text)}",
        )

    def _question(self, token: Token) -> Sum:
        question = self._questions.get(token.text)
        if question is None:
            raise self._error(token, f"there is no question '{token.text}'{self._suggest(token.text)}")
        if question.value_type not in QUANTITIES:
            raise self._error(
                token, f"'{token.text}' is a {question.value_type} question; rules relate amounts, money, durations and moments"
            )
        anchor = 1.0 if question.value_type == "moment" else 0.0
        return Sum({(token.text,): 1.0}, 0.0, _question_dimension(question), token.column, anchor)

    def _suggest(self, name: str) -> str:
        from rapidfuzz import process  # only on the way to an error message: the import costs time

        close = process.extractOne(name, sorted(self._questions), score_cutoff=60)
        return f". Did you mean '{close[0]}'?" if close else ". Declare it under [questions] first"

    def _check_like(self, left: Sum, right: Sum) -> None:
        if left.dimension is not None and right.dimension is not None and left.dimension != right.dimension:
            message = f"{_name(left.dimension)} and {_name(right.dimension)} cannot be added or compared"
            raise self._error(Token("", "", right.column), message)

    def _error(self, token: Token, message: str) -> ConfigError:
        return ConfigError(f"rule '{self._rule.id}': {message}", file=FILE, line=self._rule.line, column=token.column)


def _question_dimension(question: Question) -> Dimension | None:
    if question.value_type in {"duration", "moment"}:
        return _dimension("time")
    if question.value_type == "money":
        return ((question.unit, 1),) if question.unit not in {"", "money"} else None
    unit = find_unit(question.unit) if question.unit else None
    return _dimension(unit.dimension) if unit else ()


def _dimension(name: str) -> Dimension:
    """A unit's dimension in base powers: a speed is a length over a time, a share a plain number."""
    return {"speed": (("length", 1), ("time", -1)), "area": (("length", 2),), "share": ()}.get(name, ((name, 1),))


def _combine(left: Dimension | None, right: Dimension | None, sign: int) -> Dimension | None:
    if left is None or right is None:
        return None
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + sign * power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _name(dimension: Dimension) -> str:
    if not dimension:
        return "a count"
    return " ".join(
        f"{name if name not in BASES else 'a ' + name}{'' if power == 1 else f'^{power}'}" for name, power in dimension
    )
