import * as texts from "../../../texts/texts";
import { HtmlFrame } from "../../../ui/HtmlFrame";
import { MarkdownLater } from "../../../ui/MarkdownLater";
import { offersChoices } from "../../answers/formField";
import type { ExpressionContext } from "../../expressions/nodes";
import { escapeHtml, filledIn, withPlaces } from "../template";
import type { Offered } from "../useProviders";
import type { Uploads } from "../useUploads";
import { CheckboxField } from "./CheckboxField";
import { ChoiceField } from "./ChoiceField";
import { DateField } from "./DateField";
import { FileFieldLater } from "./FileFieldLater";
import type { FieldProps } from "./fieldProps";
import { MultiChoiceFieldLater } from "./MultiChoiceFieldLater";
import { RadioField } from "./RadioField";
import { TextField } from "./TextField";

interface FormFieldViewProps extends FieldProps {
  readonly context: ExpressionContext;
  readonly offered: Offered | undefined;
  readonly uploads: Uploads;
}

/** The input of a field, by its type; a data provider makes a list of most. */
export function FormFieldView({ context, offered, uploads, ...props }: FormFieldViewProps) {
  const { field } = props;
  switch (field.type) {
    case "markdown":
      return <MarkdownLater {...withPlaces(field.content ?? "", context)} />;
    case "html":
      return (
        <HtmlFrame
          html={filledIn(field.content ?? "", context, escapeHtml)}
          title={field.label ?? texts.forms.content}
        />
      );
    case "checkbox":
      return <CheckboxField {...props} />;
    case "file":
      return <FileFieldLater {...props} uploads={uploads} />;
    case "multi_select":
      return <MultiChoiceFieldLater {...props} offered={offered} />;
    case "radio":
      return <RadioField {...props} offered={offered} />;
    default:
      if (offersChoices(field)) return <ChoiceField {...props} offered={offered} />;
      return field.type === "date" || field.type === "datetime" ? (
        <DateField {...props} />
      ) : (
        <TextField {...props} />
      );
  }
}
