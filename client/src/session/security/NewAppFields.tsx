import { Center, Image, Text, TextInput } from "@mantine/core";
import type { EnrolmentView } from "../../api/schema";
import * as texts from "../../texts/texts";
import { CopyButton } from "../../ui/CopyButton";
import { CodeInput } from "./CodeInput";

interface NewAppFieldsProps {
  enrolment: EnrolmentView;
  /** What the server says against the first code. */
  error: string | undefined;
}

/** The key of a new app, as a picture and as text, and the field of its first code. */
export function NewAppFields({ enrolment, error }: NewAppFieldsProps) {
  return (
    <>
      <Text>{texts.security.scan}</Text>
      <Center>
        <Image src={pictureOf(enrolment.qrCode)} alt={texts.security.qrCode} w="12rem" h="12rem" />
      </Center>
      <TextInput
        label={texts.security.key}
        value={enrolment.secret}
        readOnly
        rightSection={<CopyButton value={enrolment.secret} label={texts.security.copyKey} />}
      />
      <Text>{texts.security.firstCode}</Text>
      <CodeInput error={error} />
    </>
  );
}

/** The address of an SVG image; as an image it runs no script, whatever it contains. */
function pictureOf(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
