import type { AiSettingsView, AiSettingsWrite } from "../api/schema";

type Amount = number | "";

/** What is typed about the switch and the budgets; an empty amount is no limit, or nothing. */
export interface SettingsDraft {
  isEnabled: boolean;
  monthlyDollars: Amount;
  userDailyDollars: Amount;
  runDollars: Amount;
  platformMonthlyDollars: Amount;
  embeddingModel: string;
}

export function settingsDraftOf(settings: AiSettingsView): SettingsDraft {
  return {
    isEnabled: settings.isEnabled,
    monthlyDollars: settings.monthlyDollars ?? "",
    userDailyDollars: settings.userDailyDollars ?? "",
    runDollars: settings.runDollars,
    platformMonthlyDollars: settings.platformMonthlyDollars ?? "",
    embeddingModel: settings.embeddingModel ?? "",
  };
}

export function settingsOf(draft: SettingsDraft): AiSettingsWrite {
  const { isEnabled, runDollars, embeddingModel } = draft;
  return {
    isEnabled,
    ...(runDollars === "" ? {} : { runDollars }),
    monthlyDollars: amountOf(draft.monthlyDollars),
    userDailyDollars: amountOf(draft.userDailyDollars),
    platformMonthlyDollars: amountOf(draft.platformMonthlyDollars),
    embeddingModel: embeddingModel.trim() === "" ? null : embeddingModel,
  };
}

function amountOf(amount: Amount): number | null {
  return amount === "" ? null : amount;
}
