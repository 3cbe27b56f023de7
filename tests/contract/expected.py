"""The functions that the app has. One that is missing here, or there, fails the build."""

FUNCTIONS = [
    "bury_execution",
    "get_docs",
    "get_docs_asset",
    "get_health",
    "get_openapi",
    "get_openapi_with_workflows",
    "get_readiness",
    "get_version",
    "get_workflow_execution",
    "get_workflow_execution_logs",
    "get_workflow_execution_result",
    "list_workflow_executions",
    "run_execution",
    "run_workflow",
    "tick",
]
