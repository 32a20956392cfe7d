"""Which function answers which intent: one plain table."""

from collections.abc import Callable, Mapping

from bot.handlers import commands, continuing, reasons, talk
from bot.handlers.check import check
from bot.handlers.policy import policy
from bot.turn import Handled, Turn

Handler = Callable[[Turn], Handled]

POLICY_INTENTS = (
    "plan_overview", "plan_targets", "plan_period", "who_can_train", "subsidy_overview",
    "subsidy_amount", "subsidy_limit", "subsidy_repeat", "certificate_types", "pension_age",
    "free_training", "living_allowance", "assessment_subsidy", "startup_loan", "how_to_apply",
    "materials", "where_to_apply", "progress", "new_hire", "transfer", "unemployed", "veteran",
    "poverty", "farmer", "migrant_degree", "labour_reserve", "student", "returnee_startup",
    "executive", "technician", "apprenticeship", "sme", "safety", "layoff_prevention",
    "project_based", "enterprise_support", "school_support", "private_provider", "training_base",
    "teacher_pool", "four_directories", "five_orders", "three_terminals", "funding", "supervision",
    "fraud_report", "organisation", "outreach",
)  # fmt: skip

HANDLERS: Mapping[str, Handler] = {
    "greet": talk.greet,
    "thanks": talk.phrase("thanks"),
    "goodbye": talk.phrase("goodbye"),
    "capabilities": talk.capabilities,
    "identity": talk.phrase("identity"),
    "human": talk.phrase("human"),
    "complaint": talk.phrase("complaint"),
    "restart": talk.restart,
    "back": commands.back,
    "privacy": talk.privacy,
    "affirm": talk.affirm,
    "deny": talk.phrase("deny"),
    "unsure": commands.unsure,
    "out_of_scope": talk.out_of_scope,
    **dict.fromkeys(POLICY_INTENTS, policy),
    "check_eligibility": check,
    "why": reasons.why,
    "next_steps": reasons.next_steps,
    **continuing.HANDLERS,
}
