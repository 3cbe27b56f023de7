import { Stack, Text } from "@mantine/core";

interface FormProblemsProps {
  problems: readonly string[];
}

/** Why a form cannot be sent, for those who can mend it. */
export function FormProblems({ problems }: FormProblemsProps) {
  return (
    <Stack gap={2} role="alert">
      {problems.map((problem) => (
        <Text key={problem} c="var(--mantine-color-error)">
          {problem}
        </Text>
      ))}
    </Stack>
  );
}
