import { Table, Text } from "@mantine/core";
import type { WorkflowView } from "../api/schema";

interface WorkflowTableProps {
  workflows: readonly WorkflowView[];
}

export function WorkflowTable({ workflows }: WorkflowTableProps) {
  return (
    <Table>
      <Table.Tbody>
        {workflows.map((workflow) => (
          <Table.Tr key={workflow.name}>
            <Table.Td>
              <Text>{workflow.name}</Text>
              <Text c="dimmed">{workflow.description}</Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
