"""A form: its fields, the workflow that gets their values, and the roles that may use it."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import ConfigDict, Field, JsonValue, StringConstraints, model_validator

from shared.models.base import Model, OrLeftOut, WorkflowName
from shared.wording.error_messages import Pattern

if TYPE_CHECKING:
    from sdk.expressions import Expression

MOST_FIELDS = 50
MOST_INPUTS = 20
#: The longest form as JSON, which a row holds in a few columns.
MOST_CHARACTERS = 100_000
MOST_FILES = 20
LARGEST_MB = 100

FieldType = Literal[
    "text",
    "email",
    "number",
    "select",
    "multi_select",
    "checkbox",
    "textarea",
    "radio",
    "date",
    "datetime",
    "markdown",
    "html",
    "file",
]
SHOWN_ONLY = frozenset({"markdown", "html"})
CHOICES = frozenset({"select", "multi_select", "radio"})
AccessLevel = Literal["public", "authenticated", "role_based"]

FormName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
FieldName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100),
    Pattern(r"^[^\x00-\x1f]+$", "give a name of 1 to 100 characters, in one line"),
]
ShortText = Annotated[str, Field(max_length=500)]
LongText = Annotated[str, Field(max_length=2000)]
Content = Annotated[str, Field(max_length=20_000)]
MimeType = Annotated[
    str,
    StringConstraints(to_lower=True),
    Pattern(r"^[\w.+-]+/(?:[\w.+-]+|\*)$", "give a content type, such as image/png or image/*"),
]
Values = dict[str, JsonValue]


def _parsed(text: str) -> "Expression":
    from sdk.expressions import ExpressionError, parse  # noqa: PLC0415  indexing must not pay for it

    try:
        return parse(text)
    except ExpressionError as error:
        raise ValueError(f"this expression is invalid: {error}") from error


def _expression(text: str) -> str:
    _parsed(text)
    return text


class ProviderInput(Model):
    """The source of one data provider input: exactly the member that fits the mode."""

    mode: Literal["static", "fieldRef", "expression"]
    value: str | None = Field(default=None, max_length=2000)
    field_name: FieldName | None = None
    expression: LongText | None = None

    @model_validator(mode="after")
    def _has_its_member(self) -> Self:
        members = {"static": self.value, "fieldRef": self.field_name, "expression": self.expression}
        names = {"static": "value", "fieldRef": "fieldName", "expression": "expression"}
        given = [mode for mode, member in members.items() if member is not None]
        if given != [self.mode]:
            raise ValueError(f"the mode {self.mode} takes {names[self.mode]}, and nothing else")
        if self.expression is not None:
            _expression(self.expression)
        return self

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields that it is made from."""
        if self.field_name is not None:
            return frozenset({self.field_name})
        return frozenset() if self.expression is None else _parsed(self.expression).fields


class FieldOption(Model):
    label: Annotated[str, Field(min_length=1, max_length=200)]
    value: Annotated[str, Field(max_length=500)]


class FieldValidation(Model):
    """Rules of a field; bounds are of a number, a text's length, the number chosen, or a date."""

    pattern: ShortText | None = None
    min: float | str | None = None
    max: float | str | None = None
    message: ShortText | None = Field(
        default=None, description="Shown instead of the platform's own message."
    )


class FormField(Model):
    """One field; its name is that of the workflow's parameter."""

    name: FieldName
    label: Annotated[str, Field(max_length=200)] | None = None
    type: FieldType
    required: bool = False
    validation: FieldValidation | None = None
    data_provider: WorkflowName | None = None
    data_provider_inputs: (
        Annotated[dict[str, ProviderInput], Field(max_length=MOST_INPUTS)] | None
    ) = None
    default_value: JsonValue = None
    placeholder: ShortText | None = None
    help_text: LongText | None = None
    visibility_expression: LongText | None = None
    required_expression: LongText | None = Field(
        default=None, description="Makes the field required while it is true."
    )
    options: Annotated[tuple[FieldOption, ...], Field(max_length=500)] | None = None
    allowed_types: Annotated[tuple[MimeType, ...], Field(max_length=50)] | None = None
    multiple: bool | None = None
    max_size_mb: Annotated[int, Field(ge=1, le=LARGEST_MB)] | None = Field(
        default=None, alias="maxSizeMB"
    )
    content: Content | None = None
    secret: bool = Field(
        default=False,
        description="Mask the input: only the workflow sees the value, and it is not stored.",
    )
    allow_as_query_param: bool | None = None
    auto_fill: dict[FieldName, Annotated[str, Field(max_length=100)]] | None = Field(
        default=None,
        description="Other fields, each with the key of the chosen option's metadata that it gets.",
    )

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.type in SHOWN_ONLY and not self.content:
            raise ValueError(f"a field of the type {self.type} needs content")
        if self.type not in SHOWN_ONLY and not self.label:
            raise ValueError(f"a field of the type {self.type} needs a label")
        if self.type in CHOICES and not self.options and not self.data_provider:
            raise ValueError(f"a field of the type {self.type} needs options or a dataProvider")
        if self.data_provider_inputs and not self.data_provider:
            raise ValueError("dataProviderInputs are for a field with a dataProvider")
        if self.secret:
            self._require_secrecy()
        for expression in (self.visibility_expression, self.required_expression):
            if expression is not None:
                _expression(expression)
        return self

    def _require_secrecy(self) -> None:
        if self.type not in ("text", "textarea") or self.offers_choices or self.options:
            raise ValueError("a secret field must be a text without choices")
        if self.default_value is not None:
            raise ValueError("a secret field cannot have a defaultValue: its users could read it")
        if self.allow_as_query_param:
            raise ValueError("a secret cannot be in a URL: leave out allowAsQueryParam")

    @property
    def takes_value(self) -> bool:
        return self.type not in SHOWN_ONLY

    @property
    def offers_choices(self) -> bool:
        return self.type in CHOICES or self.data_provider is not None


class FormSchema(Model):
    fields: Annotated[tuple[FormField, ...], Field(max_length=MOST_FIELDS), OrLeftOut] = ()


class Form(Model):
    id: str
    org_id: str = Field(description="`GLOBAL`, or the organization's id.")
    name: str
    description: str | None = None
    linked_workflow: str
    form_schema: FormSchema
    access_level: AccessLevel = "role_based"
    is_active: bool = True
    launch_workflow_id: str | None = Field(
        default=None, description="The workflow that runs before the form is shown."
    )
    allowed_query_params: tuple[str, ...] = ()
    default_launch_params: Values = Field(default_factory=dict[str, JsonValue])
    created_by: str
    created_at: datetime
    updated_at: datetime | None = None
    updated_by: str | None = None

    @property
    def fields(self) -> tuple[FormField, ...]:
        return self.form_schema.fields

    @property
    def query_names(self) -> frozenset[str]:
        """The query parameters of a page that the form accepts."""
        own = (field.name for field in self.fields if field.allow_as_query_param)
        return frozenset((*self.allowed_query_params, *own))

    @property
    def providers(self) -> frozenset[str]:
        return frozenset(field.data_provider for field in self.fields if field.data_provider)

    def named(self, name: str) -> FormField | None:
        return next((field for field in self.fields if field.name == name), None)


class FormFacts(Model):
    """The audit log's facts of a form."""

    name: str
    org_id: str
    linked_workflow: str
    launch_workflow_id: str | None
    access_level: AccessLevel
    is_active: bool
    fields: tuple[str, ...]

    @classmethod
    def of(cls, form: Form) -> "FormFacts":
        return cls(
            name=form.name,
            org_id=form.org_id,
            linked_workflow=form.linked_workflow,
            launch_workflow_id=form.launch_workflow_id,
            access_level=form.access_level,
            is_active=form.is_active,
            fields=tuple(f"{field.name}: {field.type}" for field in form.fields),
        )


class FormView(Form):
    """A form as clients see it, with its problems."""

    missing_required_params: tuple[str, ...] = Field(
        default=(), description="Required parameters that the form does not provide."
    )
    problems: tuple[str, ...] = Field(
        default=(), description="Missing or unsuitable references: the form cannot be submitted."
    )


class FormSummary(Model):
    """A form in a list: without its fields, which can be large."""

    id: str
    org_id: str
    name: str
    description: str | None = None
    linked_workflow: str
    access_level: AccessLevel
    is_active: bool
    problem_count: int = Field(description="How many problems the form has; 0: it can be sent.")
    created_at: datetime
    updated_at: datetime | None = None

    @classmethod
    def of(cls, view: FormView) -> "FormSummary":
        own = {name: getattr(view, name) for name in cls.model_fields if name != "problem_count"}
        count = len(view.problems) + len(view.missing_required_params)
        return cls(**own, problem_count=count)


class FormCreate(Model):
    """A new form; names are unique within an organization and within GLOBAL, ignoring case."""

    name: FormName
    description: LongText | None = None
    linked_workflow: WorkflowName
    form_schema: Annotated[FormSchema, OrLeftOut] = Field(default_factory=FormSchema)
    is_global: bool = False
    access_level: AccessLevel = "role_based"
    is_active: bool = True
    launch_workflow_id: WorkflowName | None = None
    allowed_query_params: Annotated[tuple[FieldName, ...], Field(max_length=100), OrLeftOut] = ()
    default_launch_params: Annotated[Values, OrLeftOut] = Field(
        default_factory=dict[str, JsonValue]
    )


class FormUpdate(Model):
    """A change: fields left out stay; ``launchWorkflowId`` and ``description`` can be null."""

    name: FormName | None = None
    description: LongText | None = None
    linked_workflow: WorkflowName | None = None
    form_schema: FormSchema | None = None
    access_level: AccessLevel | None = None
    is_active: bool | None = None
    launch_workflow_id: WorkflowName | None = None
    allowed_query_params: Annotated[tuple[FieldName, ...], Field(max_length=100)] | None = None
    default_launch_params: Values | None = None

    @property
    def facts(self) -> dict[str, object]:
        """The fields that were sent, by their Python names."""
        nullable = {"description", "launch_workflow_id"}
        sent = {name: getattr(self, name) for name in self.model_fields_set}
        return {
            name: value for name, value in sent.items() if value is not None or name in nullable
        }


class FormCheckRequest(Model):
    """A form as an author has it in front of them, to be checked and not stored."""

    form: FormCreate
    form_id: str | None = Field(
        default=None, max_length=100, description="The form that it would change; else a new one."
    )
    form_data: Values | None = Field(
        default=None, description="Answers, to see which parameters the workflow would get."
    )
    query_params: Annotated[dict[str, str], OrLeftOut] = Field(default_factory=dict[str, str])


class FormCheck(Model):
    """What the form would have once it is stored, and what a submission would start."""

    missing_required_params: tuple[str, ...] = Field(
        default=(), description="Required parameters that the form does not provide."
    )
    problems: tuple[str, ...] = ()
    parameters: Values | None = Field(
        default=None, description="What the workflow would get for `formData`; secrets are masked."
    )


class FormRoles(Model):
    role_ids: tuple[str, ...]


class FormDraft(Model):
    """A form that could be created for a workflow; nothing is stored yet."""

    form: FormCreate
    notes: tuple[str, ...] = Field(default=(), description="Parameters without a field, and why.")


class FormFile(Model):
    """The content of a ``*.form.json``."""

    model_config = ConfigDict(serialize_by_alias=True)

    form: FormCreate
    version: Literal[1] = 1


class FormImport(Model):
    """The form that a file was imported as."""

    form: FormView
    dropped: tuple[str, ...] = Field(default=(), description="Keys of the file that were ignored.")
