import { Button, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, platform } from "../api/client";
import type { Price } from "../api/schema";
import { GLOBAL_SCOPE } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { CreateDialog } from "../ui/CreateDialog";
import { DataTable } from "../ui/DataTable";
import { dollarText } from "../ui/dollars";
import type { Column } from "../ui/table";
import { pricesQuery } from "./modelQueries";
import { PriceFields } from "./PriceFields";
import { NEW_PRICE, type PriceDraft, priceOf } from "./priceDraft";

interface PriceRow {
  model: string;
  price: Price;
}

type Asking = { kind: "add" } | { kind: "remove"; model: string };

const words = texts.models;

/** The prices that the platform has set, which come before the table's; only it has them. */
export function PriceTable() {
  const organization = useOrganization(GLOBAL_SCOPE);
  const queries = useQueryClient();
  const { data } = useQuery(pricesQuery);
  const [asking, setAsking] = useState<Asking>();
  const rows = Object.entries(data?.models ?? {}).map(([model, price]) => ({ model, price }));
  const close = () => setAsking(undefined);

  /** Changes the prices as they are now: another administrator may have changed them meanwhile. */
  async function change(changed: (before: Record<string, Price>) => Record<string, Price>) {
    const now = await queries.fetchQuery({ ...pricesQuery, staleTime: 0 });
    const models = changed(now.models);
    await bodyOf(platform.PUT("/api/settings/ai/pricing", { body: { models } }));
    await queries.invalidateQueries({ queryKey: pricesQuery.queryKey });
  }

  const remove = (model: string) =>
    change((now) => Object.fromEntries(Object.entries(now).filter(([name]) => name !== model)));

  return (
    <Stack gap="sm">
      <Text c="dimmed">{words.pricesSay}</Text>
      {rows.length === 0 ? null : (
        <DataTable
          label={words.prices}
          columns={columnsOf((model) => setAsking({ kind: "remove", model }))}
          rows={rows}
          keyOf={({ model }) => model}
        />
      )}
      <div>
        <Button disabled={data === undefined} onClick={() => setAsking({ kind: "add" })}>
          {words.addPrice}
        </Button>
      </div>
      {asking?.kind === "add" ? (
        <CreateDialog
          title={words.addPrice}
          verb={texts.edits.save}
          organization={organization}
          initial={NEW_PRICE}
          create={(draft: PriceDraft) =>
            change((now) => ({ ...now, [draft.model.trim()]: priceOf(draft) }))
          }
          fields={(props) => <PriceFields {...props} />}
          onClose={close}
        />
      ) : null}
      {asking?.kind === "remove" ? (
        <ConfirmDialog
          opened
          title={words.removePriceTitle(asking.model)}
          organization={organization}
          verb={words.removePrice}
          danger
          onConfirm={() => remove(asking.model)}
          onClose={close}
        >
          {words.removePriceSays}
        </ConfirmDialog>
      ) : null}
    </Stack>
  );
}

function columnsOf(onRemove: (model: string) => void): readonly Column<PriceRow>[] {
  return [
    { key: "model", header: words.model, isTitle: true, cell: ({ model }) => <code>{model}</code> },
    {
      key: "input",
      header: words.priceInput,
      isNumber: true,
      cell: ({ price }) => dollarText(price.input),
    },
    {
      key: "output",
      header: words.priceOutput,
      isNumber: true,
      cell: ({ price }) => dollarText(price.output),
    },
    {
      key: "remove",
      header: texts.edits.remove,
      isAction: true,
      cell: ({ model }) => (
        <Button
          size="compact-sm"
          aria-label={words.removePriceTitle(model)}
          onClick={() => onRemove(model)}
        >
          {texts.edits.remove}
        </Button>
      ),
    },
  ];
}
