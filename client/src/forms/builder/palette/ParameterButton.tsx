import { Badge, Button, Text, VisuallyHidden } from "@mantine/core";
import * as texts from "../../../texts/texts";

interface ParameterButtonProps {
  name: string;
  /** Whether the form gives the parameter a value already. */
  isUsed: boolean;
  isRequired: boolean;
  onPress: () => void;
}

/** Adds the field of a parameter; where there is one, it is chosen. */
export function ParameterButton({ name, isUsed, isRequired, onPress }: ParameterButtonProps) {
  const note = isUsed ? <Text size="xs">{texts.builder.isUsed}</Text> : null;
  const need = (
    <Badge size="xs" color="red">
      {texts.builder.isMissing}
    </Badge>
  );
  return (
    <Button
      size="xs"
      fullWidth
      justify="space-between"
      variant={isUsed ? "subtle" : "default"}
      color="gray"
      rightSection={!isUsed && isRequired ? need : note}
      onClick={onPress}
    >
      {isUsed ? null : <VisuallyHidden>{texts.builder.addParameter}</VisuallyHidden>}
      {name}
    </Button>
  );
}
