import { Button, Input, Stack, Text } from "@mantine/core";
import Upload from "lucide-react/icons/upload";
import { type DragEvent, useRef, useState } from "react";
import * as texts from "../../../texts/texts";
import type { Uploads } from "../useUploads";
import classes from "./FileField.module.css";
import type { FieldProps } from "./fieldProps";
import { inputProps } from "./inputProps";
import { UploadRow } from "./UploadRow";

interface FileFieldProps extends FieldProps {
  readonly uploads: Uploads;
}

/** Files by button, by drop or by paste; each is sent at once, with its progress. */
export function FileField({ uploads, ...props }: FileFieldProps) {
  const { field, id } = props;
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const own = uploads.items.filter(({ fieldName }) => fieldName === field.name);

  function take(files: FileList | null) {
    const chosen = [...(files ?? [])];
    if (chosen.length === 0) return;
    if (!field.multiple) own.forEach(uploads.remove);
    uploads.add(field.name, field.multiple ? chosen : chosen.slice(0, 1));
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  }

  const { id: _, label, ...shared } = inputProps(props, hintOf(props));
  return (
    <Input.Wrapper {...shared} id={id} label={label} labelElement="div">
      <Stack
        gap="xs"
        className={classes.zone}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        onPaste={(event) => take(event.clipboardData.files)}
      >
        {own.map((item) => (
          <UploadRow key={item.id} item={item} uploads={uploads} />
        ))}
        <div className={classes.choose}>
          <Button
            id={id}
            size="xs"
            leftSection={<Upload size={14} aria-hidden />}
            aria-label={texts.forms.chooseFilesFor(label, Boolean(field.multiple))}
            onClick={() => input.current?.click()}
          >
            {texts.forms.chooseFiles(Boolean(field.multiple))}
          </Button>
          <Text size="sm" c="dimmed">
            {texts.forms.orDrop}
          </Text>
        </div>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={label}
          multiple={Boolean(field.multiple)}
          accept={field.allowedTypes?.join(",")}
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = ""; // the same file may be chosen again
          }}
        />
      </Stack>
    </Input.Wrapper>
  );
}

function hintOf({ field }: FieldProps): string | undefined {
  const size = field.maxSizeMB ? texts.forms.atMostMegabytes(field.maxSizeMB) : "";
  const types = field.allowedTypes?.length ? texts.forms.onlyTypes(field.allowedTypes) : "";
  return [size, types].filter(Boolean).join(" ") || undefined;
}
