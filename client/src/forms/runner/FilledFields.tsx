import { Stack } from "@mantine/core";
import * as texts from "../../texts/texts";
import { fieldId } from "./faultyFields";
import { FormFieldView } from "./fields/FormFieldView";
import type { Notice } from "./filledForm";
import type { FilledFormHandle } from "./useFilledForm";
import type { Uploads } from "./useUploads";

interface FilledFieldsProps {
  filled: FilledFormHandle;
  uploads: Uploads;
  /** Whether the faults of all fields are shown: after the first try to send. */
  showsFaults: boolean;
}

/** The visible fields of a form, in their order. */
export function FilledFields({ filled, uploads, showsFaults }: FilledFieldsProps) {
  const { form, state, offered, checked, change } = filled;
  return (
    <Stack gap="md">
      {state.fields.map((field, place) =>
        state.isShown(field) ? (
          <FormFieldView
            key={field.name}
            field={field}
            id={fieldId(place)}
            value={state.values[field.name]}
            isRequired={state.isRequired(field)}
            fault={
              form.refused[field.name] ??
              (showsFaults ? checked.faults.get(field.name)?.message : undefined)
            }
            notice={noticeText(form.notices[field.name])}
            context={state.context}
            offered={offered.get(field.name)}
            uploads={uploads}
            onChange={(value, option) =>
              change({ kind: "answer", field, value, ...(option ? { option } : {}) })
            }
          />
        ) : null,
      )}
    </Stack>
  );
}

function noticeText(notice: Notice | undefined): string | undefined {
  if (notice === undefined) return undefined;
  return notice.kind === "cleared"
    ? texts.forms.cleared(notice.by)
    : texts.forms.filledFrom(notice.by);
}
