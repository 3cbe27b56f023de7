// Generated from docs/openapi.json: npm run types

export interface paths {
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit entries, newest first; operation is a prefix, actor an id or e-mail address.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["list_audit_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the whole log as JSON lines, newest first.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["export_audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Walk the hash chain and name the first broken link.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["verify_audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your password; your other sessions end.
         * @description For members of the organization in scope. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in by e-mail address and password.
         * @description For anyone. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["log_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the session of a refresh token, or all of the user's; an unknown token is no error.
         * @description For anyone. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["log_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the ways to sign in that exist here, and the header that takes access tokens.
         * @description For anyone. About the platform.
         */
        get: operations["list_auth_methods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get new tokens for a refresh token. It works once: a second use ends the session.
         * @description For anyone. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["refresh_tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/set-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a password with the token of a link, which works once; the user's sessions end.
         * @description For anyone. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["set_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/branding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the branding of this installation, which has a default; 304 if it is unchanged.
         * @description For anyone. About the platform.
         */
        get: operations["get_branding"];
        /**
         * Replace name, accent and links of the branding; the logo stays.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        put: operations["put_branding"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/branding/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the logo; v is its digest, with which it can be cached for good.
         * @description For anyone. About the platform.
         */
        get: operations["get_branding_logo"];
        /**
         * Replace the logo: PNG or WebP, at most 100,000 bytes, each side 16 to 2048 pixels.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        put: operations["put_branding_logo"];
        post?: never;
        /**
         * Remove the logo; the client shows its own again.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        delete: operations["delete_branding_logo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the organization's configuration and what it inherits, by key.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["list_config"];
        put?: never;
        /**
         * Set the organization's own value: 201 if it is new, 200 if it replaces one.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["set_config"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/config/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the value that applies in the organization: its own, or the inherited one.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["get_config"];
        put?: never;
        post?: never;
        /**
         * Delete the organization's own value; the inherited one applies again.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        delete: operations["delete_config"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/content/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download what a signed URL leads to.
         * @description For anyone. About the organization in scope.
         */
        get: operations["get_content"];
        /**
         * Upload what a signed URL is for, once.
         * @description For anyone. About the organization in scope.
         */
        put: operations["put_content"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/data-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the data providers.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["list_data_providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/data-providers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the options of a data provider; its inputs are query parameters.
         *
         *     Only pages of the platform's own origin may call it from a browser.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["get_options"];
        put?: never;
        /**
         * Get the options of a data provider; its inputs are JSON values under any name.
         * @description For members of the organization in scope. About the organization in scope.
         */
        post: operations["list_options"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List executions whose message could not be handled, newest first.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["list_dead_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/{execution_id}/requeue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a dead letter again as a new execution with its input; send secret inputs again.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["requeue_dead_letter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/discovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List workflows and data providers; platform administrators also see ignored files.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["discover"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read and try the API in a browser.
         * @description For anyone. About the platform.
         */
        get: operations["get_docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs/{asset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a script or style sheet of the page.
         * @description For anyone. About the platform.
         */
        get: operations["get_docs_asset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editor/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a folder, or the whole workspace, as a zip.
         * @description For platform administrators. About the platform.
         */
        get: operations["download_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editor/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a folder of the workspace.
         * @description For platform administrators. About the platform.
         */
        get: operations["list_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editor/files/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a file: as text if it is UTF-8, otherwise as base64.
         * @description For platform administrators. About the platform.
         */
        get: operations["read_file"];
        /**
         * Create or replace a file; with expectedEtag or If-Match only if its ETag still matches.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        put: operations["write_file"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editor/folder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a folder and its missing parents.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["create_folder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editor/path": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a file, or a folder with its contents.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        delete: operations["delete_path"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editor/path/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Move or rename a file or a folder; the new path must be free.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        put: operations["rename_path"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editor/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search the code for at most 5 seconds, without data/.
         * @description For platform administrators. About the platform.
         */
        post: operations["search_files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editor/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unpack a zip into a folder: all of its files, or none.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["upload_files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List executions, newest first; the dates are those of acceptance.
         *
         *     errorText and errorType are looked for among failed runs, unless status says otherwise. With
         *     ids, other filters do not count. scope=all is for platform administrators.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["list_executions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/executions/{execution_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the record of one execution; with Prefer: wait=20, wait up to 20 s for its end.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["get_execution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/executions/{execution_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an execution: at once if it has not begun, soon if it is running.
         * @description For members of the organization in scope. About the organization in scope.
         */
        post: operations["cancel_execution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/executions/{execution_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow status and log lines as server-sent events, in short responses; 204 at the end.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["get_execution_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/executions/{execution_id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the log lines of an execution, in order; after is the id of the last one you have.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["get_execution_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/executions/{execution_id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a workflow again with the input of an earlier execution; send secret inputs again.
         * @description For members of the organization in scope. About the organization in scope.
         */
        post: operations["rerun_execution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/executions/{execution_id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an execution's result; null until it has one.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["get_execution_result"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/executions/{execution_id}/result/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an execution's result as a file; with Range: bytes=0-65535, a part of it.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["download_execution_result"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/executions/{execution_id}/variables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the variables of the frame in which an execution failed.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["get_execution_variables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/executions/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel matching executions, at most 100 at once; repeat while hasMore is true.
         * @description For members of the organization in scope. About the organization in scope.
         */
        post: operations["cancel_executions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/executions/cleanup/stuck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List executions that are lost, overdue or waiting without a message.
         * @description For platform administrators. About the organization in scope.
         */
        get: operations["list_stuck_executions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/executions/cleanup/trigger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Recover stuck executions now, as the timer does every minute.
         * @description For platform administrators. About the organization in scope.
         */
        post: operations["trigger_executions_cleanup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the forms that the caller may use, by name; at most 100 at once.
         *
         *     With fields=summary, forms come without their fields and parameters.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["list_forms"];
        put?: never;
        /**
         * Add a form to the organization, or with `isGlobal` for all of them.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["create_form"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{form_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one form.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["get_form"];
        /**
         * Change the fields that are sent, as PATCH does.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        put: operations["put_form"];
        post?: never;
        /**
         * Disable a form; with `purge` remove a disabled one for good.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        delete: operations["delete_form"];
        options?: never;
        head?: never;
        /**
         * Change the fields that are sent.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        patch: operations["update_form"];
        trace?: never;
    };
    "/api/forms/{form_id}/data-providers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List the options of a data provider that the form uses.
         * @description For members of the organization in scope. About the organization in scope.
         */
        post: operations["list_form_options"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{form_id}/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a form: check the data, then run its workflow.
         * @description For members of the organization in scope. About the organization in scope.
         */
        post: operations["execute_form"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{form_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a form as the content of a `*.form.json`.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["export_form"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{form_id}/files/upload-url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a URL for uploading one file for the form.
         * @description For members of the organization in scope. About the organization in scope.
         */
        post: operations["create_form_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{form_id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the organization's roles that may use a form.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["list_form_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{form_id}/startup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Refuse: a GET must not run code, since another site could have a browser send it.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["start_form"];
        put?: never;
        /**
         * Run the form's launch workflow with the query parameters that the form allows.
         * @description For members of the organization in scope. About the organization in scope.
         */
        post: operations["start_form_with_data"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{form_id}/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a URL for uploading one file for the form: an alias of `files/upload-url`.
         * @description For members of the organization in scope. About the organization in scope.
         */
        post: operations["create_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/from-workflow/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draft a form from a workflow's parameters; nothing is stored.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["draft_form"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a form from a `*.form.json`, also a predecessor's; lists what it did not understand.
         *
         *     With `replace` it replaces the form with the same name.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["import_form"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/GetRoles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell Static Web Apps the roles of the access token's user; none for unknown users.
         * @description For anyone. About the platform.
         */
        post: operations["get_sign_in_roles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get whether this process is alive, without calling any dependency.
         * @description For anyone. About the platform.
         */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/dependencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the platform's dependencies, and whether each of them responds.
         * @description For platform administrators. About the platform.
         */
        get: operations["list_dependencies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get whether every dependency responds; the result is cached for 5 seconds.
         * @description For anyone. About the platform.
         */
        get: operations["get_readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the organization's members by e-mail address; text begins an address or a name.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["list_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/callback/{connection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finish an authorization at the callback address of older connections.
         * @description For anyone. About the organization in scope.
         */
        get: operations["show_oauth_callback"];
        put?: never;
        /**
         * Finish an authorization for a page of the client, which posts the provider's parameters.
         * @description For anyone. About the organization in scope.
         */
        post: operations["finish_oauth_callback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the connections of the organization in scope, its own and GLOBAL's that it inherits.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["list_connections"];
        put?: never;
        /**
         * Create a connection; a flow without user consent connects it at once.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["create_connection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/connections/{connection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a connection, the organization's own or GLOBAL's.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["get_connection"];
        /**
         * Change a connection; after a change of client or URL it must be connected again.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        put: operations["update_connection"];
        post?: never;
        /**
         * Delete a connection with its token; 409 lists what depends on it.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        delete: operations["delete_connection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/connections/{connection}/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin an authorization: the URL for the browser, and a secret that it must bring back.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["authorize_connection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/connections/{connection}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an authorization that waits for the user to return from the provider.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["cancel_authorization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/connections/{connection}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get whether there is a token, and its expiry; only workflows get the token itself.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["get_connection_credentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/connections/{connection}/entity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the organization's id at the provider: `{entity_id}` in the URLs.
         * @description For platform administrators. About the organization in scope.
         */
        put: operations["choose_connection_entity"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/connections/{connection}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a connection's health: status, next refresh, users of it, and what to do.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["get_connection_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/connections/{connection}/reconnect-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a link with which a person without an account can connect, within 24 hours.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["create_reconnect_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/connections/{connection}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh the token now.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["refresh_connection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/keys/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Encrypt every connection under a new key; repeat until it is complete.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["rotate_connection_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/reconnect/{link}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the connection that a link is for; opening the page changes nothing.
         * @description For anyone. About the organization in scope.
         */
        get: operations["show_reconnect_link"];
        put?: never;
        /**
         * Redirect to the provider; the link stops working once it has connected.
         * @description For anyone. About the organization in scope.
         */
        post: operations["follow_reconnect_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/refresh_all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh the tokens that are due in refresh_all organizations, as the timer does.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["refresh_all_connections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/refresh_job_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the last refresh of all tokens that was requested or found a token due.
         * @description For platform administrators. About the platform.
         */
        get: operations["get_refresh_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/rewritten-callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finish an authorization behind Static Web Apps, which rewrites the callback's address.
         * @description For anyone. About the organization in scope.
         */
        get: operations["show_rewritten_oauth_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the OpenAPI document of the platform's routes.
         * @description For anyone. About the platform.
         */
        get: operations["get_openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List organizations, including inactive ones; tags, parted by commas, must all be there.
         * @description For platform administrators. About the platform.
         */
        get: operations["list_organizations"];
        put?: never;
        /**
         * Add an organization.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["create_organization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{org_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one organization.
         * @description For platform administrators. About the platform.
         */
        get: operations["get_organization"];
        put?: never;
        post?: never;
        /**
         * Deactivate an organization: its users and keys can no longer sign in, run or act in it.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        delete: operations["delete_organization"];
        options?: never;
        head?: never;
        /**
         * Change the fields that are sent.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        patch: operations["update_organization"];
        trace?: never;
    };
    "/api/organizations/{org_id}/purge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove all data of a deactivated organization for good; repeat until it is complete.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["purge_organization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{org_id}/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the waiting executions of an organization, of all callers.
         * @description For platform administrators. About the platform.
         */
        get: operations["list_organization_waiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/packages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the packages that workflows may import, and the last installation's outcome.
         * @description For platform administrators. About the platform.
         */
        get: operations["list_packages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/packages/install": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Install a package, or requirements.txt; runs can import it once the job has succeeded.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["install_packages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/packages/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an installation's progress, with its log lines from number ``after`` on.
         * @description For platform administrators. About the platform.
         */
        get: operations["get_package_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the organization's roles.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["list_roles"];
        put?: never;
        /**
         * Add a role.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["create_role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/{role_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one role.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["get_role"];
        put?: never;
        post?: never;
        /**
         * Delete a role, with its users' membership and its forms' grants.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        delete: operations["delete_role"];
        options?: never;
        head?: never;
        /**
         * Change the fields that are sent.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        patch: operations["update_role"];
        trace?: never;
    };
    "/api/roles/{role_id}/forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the forms that a role may use.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["list_role_forms"];
        put?: never;
        /**
         * Grant forms to a role; their ids are checked for shape only.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["grant_forms_to_role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/{role_id}/forms/{form_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a form from a role.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        delete: operations["revoke_form_from_role"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/{role_id}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users of a role.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["list_role_users"];
        put?: never;
        /**
         * Add users to a role; users who are in it already stay in it.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["add_users_to_role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/{role_id}/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a user from a role, by id or e-mail address.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        delete: operations["remove_user_from_role"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the names of the organization's own secrets.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["list_secrets"];
        put?: never;
        /**
         * Add a secret.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["create_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/secrets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a secret's versions and references, but no value.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["get_secret"];
        /**
         * Set a secret's value: adds a version, or the secret if it does not exist.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        put: operations["set_secret"];
        post?: never;
        /**
         * Delete a secret; 409 lists its references, unless `force=true`.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        delete: operations["delete_secret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get who is calling, their organizations by name, what they may do, and what exists here.
         * @description For users who are signed in, also without an organization. About the platform.
         */
        get: operations["get_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users by e-mail address; text is the prefix of an address or a display name.
         * @description For platform administrators. About the platform.
         */
        get: operations["list_users"];
        put?: never;
        /**
         * Invite a user.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user's roles in the organization, by id or e-mail address.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["list_user_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a user by id or e-mail address.
         * @description For platform administrators. About the platform.
         */
        get: operations["get_user"];
        put?: never;
        post?: never;
        /**
         * Delete a user and cancel their waiting executions; records of what they did stay.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        /**
         * Change the fields that are sent; isActive false deactivates.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        patch: operations["update_user"];
        trace?: never;
    };
    "/api/users/{user}/password-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a link with which a user sets a password, once and within 24 hours.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        post: operations["create_password_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user}/sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a user's sign-ins; the next sign-in with the user's address is bound again.
         * @description For platform administrators. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        delete: operations["unbind_user"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user}/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user's waiting executions, and the API keys that they created.
         * @description For platform administrators. About the platform.
         */
        get: operations["list_user_waiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the user who is calling.
         * @description For members of the organization in scope. About the platform.
         */
        get: operations["get_current_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your client's preferences: an object of its own making, with an ETag.
         * @description For users who are signed in, also without an organization. About the platform.
         */
        get: operations["get_preferences"];
        /**
         * Replace your preferences, at most 32 KiB; with If-Match only if they are unchanged.
         * @description For users who are signed in, also without an organization. About the platform.
         */
        put: operations["put_preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your sign-ins with a password that have not ended, the newest first.
         * @description For users who are signed in, also without an organization. About the platform.
         */
        get: operations["list_own_sessions"];
        put?: never;
        post?: never;
        /**
         * Sign out everywhere: end all of your sign-ins with a password, this one too.
         * @description For users who are signed in, also without an organization. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        delete: operations["end_own_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of your sign-ins; its tokens end at once here, elsewhere within 30 s.
         * @description For users who are signed in, also without an organization. About the platform: recorded in GLOBAL's audit log, and refuses X-Organization-Id.
         */
        delete: operations["end_own_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the version of Bifrost.
         * @description For anyone. About the platform.
         */
        get: operations["get_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the organization's API keys, without their secrets.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["list_workflow_keys"];
        put?: never;
        /**
         * Create an API key; rawKey is shown only in this response.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        post: operations["create_workflow_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key and cancel its waiting executions, unless `waiting=keep`.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        delete: operations["revoke_workflow_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-keys/{key_id}/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the waiting executions that an API key started.
         * @description For administrators of the organization in scope. About the organization in scope.
         */
        get: operations["list_workflow_key_waiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the workflows that the caller may run.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["list_workflows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a workflow's declaration: its parameters, limits and how it may be called.
         * @description For members of the organization in scope. About the organization in scope.
         */
        get: operations["get_workflow"];
        put?: never;
        /**
         * Run a workflow; the body holds its parameters, the response is its result.
         * @description For callers with a function key; the host refuses all others. About the organization in scope.
         */
        post: operations["run_workflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{name}/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a workflow; 200 with its outcome, success or not, 202 while it is still running.
         * @description For members of the organization in scope. About the organization in scope.
         */
        post: operations["execute_workflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{name}/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a workflow's executions, newest first; the dates are those of acceptance.
         * @description For callers with a function key; the host refuses all others. About the organization in scope.
         */
        get: operations["list_workflow_executions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{name}/executions/{execution_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an execution's record; with Prefer: wait=20, wait up to 20 s for its end.
         * @description For callers with a function key; the host refuses all others. About the organization in scope.
         */
        get: operations["get_workflow_execution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{name}/executions/{execution_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an execution: at once if it has not begun, soon if it is running.
         * @description For callers with a function key; the host refuses all others. About the organization in scope.
         */
        post: operations["cancel_workflow_execution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{name}/executions/{execution_id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the log lines of an execution, in order; after is the id of the last one you have.
         * @description For callers with a function key; the host refuses all others. About the organization in scope.
         */
        get: operations["get_workflow_execution_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{name}/executions/{execution_id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an execution's result; null until it has one.
         * @description For callers with a function key; the host refuses all others. About the organization in scope.
         */
        get: operations["get_workflow_execution_result"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{name}/executions/{execution_id}/variables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the variables of the frame in which an execution failed.
         * @description For callers with a function key; the host refuses all others. About the organization in scope.
         */
        get: operations["get_workflow_execution_variables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a workflow; 200 with its outcome, success or not, 202 while it is still running.
         * @description For members of the organization in scope. About the organization in scope.
         */
        post: operations["execute_named_workflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the OpenAPI document with one path for each workflow.
         * @description For callers with a function key; the host refuses all others. About the organization in scope.
         */
        get: operations["get_openapi_with_workflows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a file of the workspace, as stored or with the content that is sent.
         * @description For platform administrators. About the platform.
         */
        post: operations["check_workflow_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/callback/{connection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finish an authorization, and say whether it is connected; where no client is served.
         * @description For anyone. About the organization in scope.
         */
        get: operations["show_oauth_callback_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Ability
         * @description One thing that a user may do in an organization or on the platform.
         *
         *     A client shows what the user may do; every route decides by itself.
         * @enum {string}
         */
        Ability: "forms.use" | "workflows.use" | "runs.readOwn" | "runs.readAll" | "forms.manage" | "config.manage" | "secrets.manage" | "connections.manage" | "keys.manage" | "roles.manage" | "members.read" | "audit.read" | "deadLetters.manage" | "organizations.manage" | "users.manage" | "code.manage" | "packages.manage" | "diagnostics.read" | "branding.manage";
        /**
         * Accepted
         * @description A run was accepted; its record shows how it ends.
         */
        Accepted: {
            /**
             * Executionid
             * Format: uuid
             */
            executionId: string;
            /** Message */
            message: string;
            /** @default Pending */
            status: components["schemas"]["Status"];
        };
        /**
         * ApiKeyCreate
         * @description A new key; without ``workflowId`` and ``workflows`` it runs all of the organization's.
         */
        ApiKeyCreate: {
            /**
             * Description
             * @default
             */
            description?: string;
            /**
             * Expiresindays
             * @default null
             */
            expiresInDays?: number | null;
            /**
             * Networks
             * @default []
             */
            networks?: string[];
            /**
             * Workflowid
             * @default null
             */
            workflowId?: string | null;
            /**
             * Workflows
             * @default []
             */
            workflows?: string[];
        };
        /**
         * ApiKeyView
         * @description An API key as clients see it; ``rawKey`` is in the answer to its creation only.
         */
        ApiKeyView: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Createdby */
            createdBy: string;
            /** Description */
            description: string;
            /** Expiresat */
            expiresAt: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Lastusedat */
            lastUsedAt: string | null;
            /** Maskedkey */
            maskedKey: string;
            /** Networks */
            networks: string[];
            /**
             * Rawkey
             * @default null
             */
            rawKey: string | null;
            /** Revoked */
            revoked: boolean;
            /**
             * Workflowid
             * @default null
             */
            workflowId: string | null;
            /** Workflows */
            workflows: string[];
        };
        /**
         * AuditActor
         * @description The actor of an entry; ``kind`` is text, so that entries outlive today's kinds of callers.
         */
        AuditActor: {
            /**
             * Address
             * @default null
             */
            address: string | null;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Name */
            name: string;
        };
        /**
         * AuditBreak
         * @description The oldest place where the log differs from what was written, and the reason.
         */
        AuditBreak: {
            /** Reason */
            reason: string;
            /** Sequence */
            sequence: number;
        };
        /**
         * AuditCheckpoint
         * @description A signed statement that the entry of this sequence had this hash.
         *
         *     ``previous`` is the sequence of the checkpoint before it, or 0. Entries before
         *     ``kept_from`` may have been removed; the one at it follows ``kept_hash``. ``is_sound`` is False
         *     if a link since the checkpoint before was broken already when this one was signed.
         */
        AuditCheckpoint: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Hash */
            hash: string;
            /**
             * Issound
             * @default true
             */
            isSound: boolean;
            /**
             * Keptfrom
             * @default 1
             */
            keptFrom: number;
            /** Kepthash */
            keptHash: string;
            /** Orgid */
            orgId: string;
            /**
             * Previous
             * @default 0
             */
            previous: number;
            /** Sequence */
            sequence: number;
            /**
             * Signature
             * @default
             */
            signature: string;
        };
        /**
         * AuditEnd
         * @description The newest entry that the organization's audit log had, and those just before it.
         *
         *     An export from the time when the organization was active ends with one of them: deactivation and
         *     purge were recorded later.
         */
        AuditEnd: {
            /** Hash */
            hash: string;
            /**
             * Recent
             * @default []
             */
            recent: components["schemas"]["AuditMark"][];
            /** Sequence */
            sequence: number;
        };
        /**
         * AuditEntry
         * @description One entry. New fields must be optional: None is not hashed, so that old hashes stay valid.
         */
        AuditEntry: {
            actor: components["schemas"]["AuditActor"];
            /**
             * After
             * @default null
             */
            after: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Before
             * @default null
             */
            before: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /**
             * Error
             * @default null
             */
            error: string | null;
            /**
             * Executionid
             * @description The run that made the change, or that was started. No caller can set it.
             * @default null
             */
            executionId: string | null;
            /**
             * Hash
             * @default
             */
            hash: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Intentsequence
             * @default null
             */
            intentSequence: number | null;
            /**
             * Objectid
             * @default null
             */
            objectId: string | null;
            /**
             * Objectkind
             * @default null
             */
            objectKind: string | null;
            /** Operation */
            operation: string;
            /** Orgid */
            orgId: string;
            /** @default null */
            outcome: components["schemas"]["AuditOutcome"] | null;
            phase: components["schemas"]["AuditPhase"];
            /**
             * Previoushash
             * @default
             */
            previousHash: string;
            /**
             * Requestid
             * @default null
             */
            requestId: string | null;
            /** Sequence */
            sequence: number;
        };
        /**
         * AuditMark
         * @description The sequence and hash of one entry of an audit log.
         */
        AuditMark: {
            /** Hash */
            hash: string;
            /** Sequence */
            sequence: number;
        };
        /**
         * AuditOutcome
         * @enum {string}
         */
        AuditOutcome: "succeeded" | "refused" | "failed" | "unknown";
        /**
         * AuditPhase
         * @description A phase of an operation: an intent and later its outcome, or a single event.
         * @enum {string}
         */
        AuditPhase: "intent" | "outcome" | "event";
        /**
         * AuditVerdict
         * @description The result of a verification. ``checkpoint`` is the newest genuine one.
         *
         *     ``unsigned`` entries came after it: write access to rows is enough to replace them unseen, so
         *     expect few.
         */
        AuditVerdict: {
            /** Checked */
            checked: number;
            /** @default null */
            checkpoint: components["schemas"]["AuditCheckpoint"] | null;
            /** @default null */
            firstBroken: components["schemas"]["AuditBreak"] | null;
            /** Ok */
            ok: boolean;
            /**
             * Unsigned
             * @default 0
             */
            unsigned: number;
        };
        /**
         * AuthMethod
         * @description One way to sign in; ``url`` is the page to open, and absent for a password.
         */
        AuthMethod: {
            kind: components["schemas"]["AuthMethodKind"];
            /**
             * Url
             * @default null
             */
            url: string | null;
        };
        /**
         * AuthMethodKind
         * @enum {string}
         */
        AuthMethodKind: "aad" | "dev" | "password";
        /**
         * AuthMethods
         * @description The ways to sign in here, and how a client sends its credential.
         */
        AuthMethods: {
            /** Methods */
            methods: components["schemas"]["AuthMethod"][];
            /**
             * Needsfirstadministrator
             * @description Whether there is no platform administrator yet.
             */
            needsFirstAdministrator: boolean;
            /**
             * Setting
             * @description The setting that names the first administrator, while there is none.
             */
            setting: string | null;
            /**
             * Tokenheader
             * @description The header that access tokens are read from.
             * @enum {string}
             */
            tokenHeader: "Authorization" | "X-Bifrost-Authorization";
        };
        /** Authorization */
        Authorization: {
            /** Authorization Url */
            authorization_url: string;
            /**
             * Browser Secret
             * @description Only if bound to the page.
             * @default null
             */
            browser_secret: string | null;
            /** Message */
            message: string;
            /** State */
            state: string;
        };
        /** AuthorizeRequest */
        AuthorizeRequest: {
            /**
             * Bound To
             * @description How the browser that comes back proves to be the one that left: with a cookie, or with `browser_secret`, which the page keeps and posts with the callback.
             * @default cookie
             * @enum {string}
             */
            bound_to?: "cookie" | "page";
            /**
             * Redirect Uri
             * @description Where the provider sends the browser back; default: the platform's own page.
             * @default null
             */
            redirect_uri?: string | null;
        };
        /**
         * Branding
         * @description The branding as all callers see it.
         */
        Branding: {
            /**
             * Accent
             * @default #2f5fd0
             */
            accent: string;
            /**
             * Links
             * @default []
             */
            links: components["schemas"]["BrandLink"][];
            /** @default null */
            logo: components["schemas"]["BrandLogo"] | null;
            /**
             * Name
             * @default Bifrost
             */
            name: string;
            /**
             * Updatedat
             * @default null
             */
            updatedAt: string | null;
        };
        /**
         * BrandingUpdate
         * @description The branding without its logo, which is sent by itself; fields left out are the default.
         */
        BrandingUpdate: {
            /**
             * Accent
             * @default #2f5fd0
             */
            accent?: string;
            /**
             * Links
             * @default []
             */
            links?: components["schemas"]["BrandLink"][];
            /**
             * Name
             * @default Bifrost
             */
            name?: string;
        };
        /**
         * BrandLink
         * @description A link that the client shows to all users: to support, or a status page.
         */
        BrandLink: {
            /** Label */
            label: string;
            /** Url */
            url: string;
        };
        /**
         * BrandLogo
         * @description The logo; its address changes with its content, so that it can be cached for good.
         */
        BrandLogo: {
            /** Contenttype */
            contentType: string;
            /**
             * Digest
             * @description SHA-256 of the content, in hexadecimal digits.
             */
            digest: string;
            /** Height */
            height: number;
            /** Url */
            url: string;
            /** Width */
            width: number;
        };
        /**
         * Callback
         * @description The parameters that a front end was called back with.
         */
        Callback: {
            /**
             * Browser Secret
             * @description What `authorize` returned, if it was bound to the page.
             * @default null
             */
            browser_secret?: string | null;
            /**
             * Code
             * @default null
             */
            code?: string | null;
            /**
             * Error
             * @default null
             */
            error?: string | null;
            /**
             * Iss
             * @default null
             */
            iss?: string | null;
            /** State */
            state: string;
        };
        /** CallbackResult */
        CallbackResult: {
            /** Connection Name */
            connection_name: string;
            /**
             * Error Message
             * @default null
             */
            error_message: string | null;
            /** Message */
            message: string;
            status: components["schemas"]["ConnectionStatus"];
            /** Success */
            success: boolean;
            /**
             * Warning Message
             * @default null
             */
            warning_message: string | null;
        };
        /**
         * CancelledMany
         * @description The result: ``cancelled`` had not begun and have ended; ``cancelling`` will end soon.
         */
        CancelledMany: {
            /** Cancelled */
            cancelled: number;
            /** Cancelling */
            cancelling: number;
            /**
             * Hasmore
             * @description Send the same request again to continue.
             */
            hasMore: boolean;
            /**
             * Skipped
             * @description Named executions that have ended, do not match, or are not the caller's.
             * @default 0
             */
            skipped: number;
        };
        /**
         * CancelRequest
         * @description A filter of live executions to cancel: all that match every field that is sent.
         */
        CancelRequest: {
            /**
             * Enddate
             * @default null
             */
            endDate?: string | null;
            /**
             * Executionids
             * @default null
             */
            executionIds?: string[] | null;
            /**
             * Startdate
             * @default null
             */
            startDate?: string | null;
            /** @default null */
            status?: components["schemas"]["Status"] | null;
            /**
             * Workflowname
             * @default null
             */
            workflowName?: string | null;
        };
        /**
         * ChangedOrganization
         * @description The organization after a change; ``waiting`` is set if the change deactivated it.
         */
        ChangedOrganization: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Createdby */
            createdBy: string;
            /**
             * Domain
             * @description The first of `domains`.
             * @default null
             */
            domain: string | null;
            /**
             * Domains
             * @default []
             */
            domains: string[];
            /** Id */
            id: string;
            /**
             * Isactive
             * @default true
             */
            isActive: boolean;
            /** Name */
            name: string;
            /**
             * Purgebeganat
             * @description The begin of its removal, which cannot be undone.
             * @default null
             */
            purgeBeganAt: string | null;
            /**
             * Tags
             * @description For platform administrators only: no other caller sees them.
             * @default []
             */
            tags: string[];
            /**
             * Updatedat
             * @default null
             */
            updatedAt: string | null;
            /**
             * Updatedby
             * @default null
             */
            updatedBy: string | null;
            /** @default null */
            waiting: components["schemas"]["Waiting"] | null;
        };
        /**
         * ChangedUser
         * @description The user after a change; ``waiting`` is set if the change took rights away.
         */
        ChangedUser: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Createdby */
            createdBy: string;
            /** Displayname */
            displayName: string;
            /** Email */
            email: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Isactive */
            isActive: boolean;
            /** Isplatformadmin */
            isPlatformAdmin: boolean;
            /**
             * Lastsignedinat
             * @description Precise to the hour.
             */
            lastSignedInAt: string | null;
            /** Memberships */
            memberships: components["schemas"]["Membership"][];
            /** Updatedat */
            updatedAt: string | null;
            /** Updatedby */
            updatedBy: string | null;
            userType: components["schemas"]["UserType"];
            /** @default null */
            waiting: components["schemas"]["Waiting"] | null;
        };
        /** Choice */
        Choice: {
            /** Label */
            label: string;
            value: components["schemas"]["JsonValue"];
        };
        /**
         * CleanedUp
         * @description The result of a sweep: ``pending`` were queued again, ``running`` ended, ``failed`` not.
         */
        CleanedUp: {
            /** Cleaned */
            cleaned: number;
            /** Failed */
            failed: number;
            /** Pending */
            pending: number;
            /** Running */
            running: number;
        };
        /**
         * ClientAuthentication
         * @description The client authentication of token requests: RFC 8414's names, and two more.
         * @enum {string}
         */
        ClientAuthentication: "auto" | "client_secret_post" | "client_secret_basic" | "client_secret_basic_unencoded";
        /**
         * Config
         * @description A value as text, whatever its type; the value of a secret_ref is the name of its secret.
         */
        Config: {
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * Isinherited
             * @description Whether the organization inherits it from GLOBAL.
             */
            isInherited: boolean;
            /** Key */
            key: string;
            /** Orgid */
            orgId: string | null;
            /**
             * Scope
             * @description The owner: `GLOBAL` is inherited.
             * @enum {string}
             */
            scope: "GLOBAL" | "org";
            type: components["schemas"]["ConfigType"];
            /**
             * Updatedat
             * Format: date-time
             */
            updatedAt: string;
            /** Updatedby */
            updatedBy: string;
            /** Value */
            value: string;
        };
        /**
         * ConfigType
         * @enum {string}
         */
        ConfigType: "string" | "int" | "bool" | "json" | "secret_ref";
        /**
         * ConfigWrite
         * @description A new value, as text or as JSON of its type; a secret_ref takes it or ``secretRef``.
         *
         *     The value of a secret_ref is stored in the vault, as the secret ``config.<key>``.
         */
        ConfigWrite: {
            /**
             * Description
             * @default
             */
            description?: string;
            /** Key */
            key: string;
            /**
             * Secretref
             * @default null
             */
            secretRef?: string | null;
            /** @default string */
            type?: components["schemas"]["ConfigType"];
            /** @default null */
            value?: components["schemas"]["JsonValue"];
        };
        /**
         * ConnectionCreate
         * @description A new connection; URLs may hold ``{entity_id}`` where each organization has its own.
         */
        ConnectionCreate: {
            /**
             * Authorization Url
             * @default null
             */
            authorization_url?: string | null;
            /**
             * Client Id
             * @description Required, except for `partner`, which uses its `partner_connection`'s.
             * @default null
             */
            client_id?: string | null;
            /**
             * Client Secret
             * @default null
             */
            client_secret?: string | null;
            /** Connection Name */
            connection_name: string;
            /**
             * Description
             * @default
             */
            description?: string;
            /**
             * Entity Id
             * @default null
             */
            entity_id?: string | null;
            /**
             * Issuer
             * @description The provider's issuer identifier, if it sends `iss`.
             * @default null
             */
            issuer?: string | null;
            oauth_flow_type: components["schemas"]["Flow"];
            /**
             * Partner Connection
             * @description For `partner`: the connection of GLOBAL with the partner's sign-in.
             * @default null
             */
            partner_connection?: string | null;
            /**
             * Per Organization
             * @description In GLOBAL: each organization has its own token.
             * @default false
             */
            per_organization?: boolean;
            /**
             * Scopes
             * @description Separated by commas or spaces.
             * @default
             */
            scopes?: string;
            /**
             * @description How the client authenticates; `auto` finds out what the provider accepts.
             * @default auto
             */
            token_endpoint_auth_method?: components["schemas"]["ClientAuthentication"];
            /**
             * Token Parameters
             * @description Other parameters of each token request, such as `audience`. Never put secrets here.
             */
            token_parameters?: {
                [key: string]: string;
            };
            /** Token Url */
            token_url: string;
        };
        /**
         * ConnectionCredentials
         * @description The state of a connection's credentials; they are never sent over HTTP.
         */
        ConnectionCredentials: {
            /** Connection Name */
            connection_name: string;
            /**
             * Credentials
             * @default null
             */
            credentials: null;
            /** Expires At */
            expires_at: string | null;
            status: components["schemas"]["ConnectionStatus"];
        };
        /**
         * ConnectionDetail
         * @description A connection as an organization sees it, without secrets.
         */
        ConnectionDetail: {
            /** Authorization Url */
            authorization_url: string | null;
            /**
             * Client Id
             * @description Empty if the `partner_connection`'s is used.
             */
            client_id: string;
            /** Connected At */
            connected_at: string | null;
            /** Connected By */
            connected_by: string | null;
            /** Connection Name */
            connection_name: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Description */
            description: string;
            /** Entity Id */
            entity_id: string | null;
            /** Expires At */
            expires_at: string | null;
            /** Has Client Secret */
            has_client_secret: boolean;
            /** Issuer */
            issuer: string | null;
            /** Last Refresh At */
            last_refresh_at: string | null;
            /**
             * Last Test At
             * @default null
             */
            last_test_at: string | null;
            oauth_flow_type: components["schemas"]["Flow"];
            /**
             * Org Id
             * @description The owner: the organization itself, or GLOBAL.
             */
            org_id: string;
            /**
             * Partner Connection
             * @description The connection with the sign-in for it.
             */
            partner_connection: string | null;
            /** Per Organization */
            per_organization: boolean;
            /**
             * Redirect Uri
             * @description The address to register at the provider.
             */
            redirect_uri: string;
            /** Scopes */
            scopes: string;
            /**
             * Serves
             * @description The connections that depend on this one.
             */
            serves: string[];
            status: components["schemas"]["ConnectionStatus"];
            /** Status Message */
            status_message: string | null;
            token_endpoint_auth_method: components["schemas"]["ClientAuthentication"];
            /** Token Parameters */
            token_parameters: {
                [key: string]: string;
            };
            /** Token Url */
            token_url: string;
            /** Updated At */
            updated_at: string | null;
        };
        /**
         * ConnectionHealth
         * @description The health of a connection for the organization in scope, with advice.
         */
        ConnectionHealth: {
            /** Connected At */
            connected_at: string | null;
            /** Connected By */
            connected_by: string | null;
            /** Connection Name */
            connection_name: string;
            /** Expires At */
            expires_at: string | null;
            /** Failing Since */
            failing_since: string | null;
            /**
             * Failures
             * @description Consecutive failures.
             */
            failures: number;
            /** Last Refresh At */
            last_refresh_at: string | null;
            /** Next Refresh At */
            next_refresh_at: string | null;
            /**
             * Old Redirect Uri
             * @description Also accepted until the connection is edited.
             */
            old_redirect_uri: string | null;
            /** Org Id */
            org_id: string;
            /**
             * Partner Connection
             * @description The connection with the sign-in for it.
             */
            partner_connection: string | null;
            partner_status: components["schemas"]["ConnectionStatus"] | null;
            /** Provider */
            provider: string;
            /**
             * Provider State
             * @description `open`: this instance sends the provider no requests for a while.
             */
            provider_state: string;
            /**
             * Redirect Uri
             * @description The address to register at the provider.
             */
            redirect_uri: string;
            /**
             * Serves
             * @description The connections that depend on this one.
             */
            serves: string[];
            status: components["schemas"]["ConnectionStatus"];
            /** Status Message */
            status_message: string | null;
            /**
             * Used By
             * @description Workspace files that name it; only platform administrators see their paths.
             */
            used_by: string[];
            /** What To Do */
            what_to_do: string;
        };
        /** ConnectionMessage */
        ConnectionMessage: {
            /** Message */
            message: string;
        };
        /**
         * ConnectionStatus
         * @enum {string}
         */
        ConnectionStatus: "not_connected" | "waiting_callback" | "completed" | "failed" | "expired";
        /**
         * ConnectionUpdate
         * @description A change of a connection; fields left out stay. Another client or URL ends its tokens.
         *
         *     Another ``token_url`` needs the ``client_secret`` again: a secret must not be sent to an address
         *     that the user who entered it did not know of.
         */
        ConnectionUpdate: {
            /**
             * Authorization Url
             * @default null
             */
            authorization_url?: string | null;
            /**
             * Client Id
             * @default null
             */
            client_id?: string | null;
            /**
             * Client Secret
             * @default null
             */
            client_secret?: string | null;
            /**
             * Description
             * @default null
             */
            description?: string | null;
            /**
             * Issuer
             * @default null
             */
            issuer?: string | null;
            /**
             * Partner Connection
             * @default null
             */
            partner_connection?: string | null;
            /**
             * Scopes
             * @default null
             */
            scopes?: string | null;
            /** @default null */
            token_endpoint_auth_method?: components["schemas"]["ClientAuthentication"] | null;
            /**
             * Token Parameters
             * @description Other parameters of each token request, such as `audience`. Never put secrets here.
             * @default null
             */
            token_parameters?: {
                [key: string]: string;
            } | null;
            /**
             * Token Url
             * @default null
             */
            token_url?: string | null;
        };
        /**
         * Dependencies
         * @description The services that the platform depends on, as they answered at ``timestamp``.
         */
        Dependencies: {
            /** Dependencies */
            dependencies: components["schemas"]["Dependency"][];
            /**
             * Status
             * @enum {string}
             */
            status: "ready" | "notReady";
            /**
             * Timestamp
             * Format: date-time
             */
            timestamp: string;
        };
        /** Dependency */
        Dependency: {
            /**
             * Error
             * @default null
             */
            error: string | null;
            /** Latencyms */
            latencyMs: number;
            /** Name */
            name: string;
        };
        /**
         * Discovery
         * @description The workflows and providers for the caller; ``problems`` are for platform administrators.
         */
        Discovery: {
            /** Dataproviders */
            dataProviders: components["schemas"]["ProviderView"][];
            /** Problems */
            problems: components["schemas"]["ProblemView"][];
            /** Version */
            version: string;
            /**
             * Warnings
             * @description Deprecated settings of the platform.
             * @default []
             */
            warnings: string[];
            /** Workflows */
            workflows: components["schemas"]["WorkflowView"][];
        };
        /**
         * EntityChoice
         * @description The entity: what the organization in scope is called at the provider.
         */
        EntityChoice: {
            /** Entity Id */
            entity_id: string;
        };
        /** ExecutionLog */
        ExecutionLog: {
            /** Executionlogid */
            executionLogId: string;
            /** Level */
            level: string;
            /** Message */
            message: string;
            /**
             * Source
             * @default workflow
             * @constant
             */
            source: "workflow";
            /**
             * Timestamp
             * Format: date-time
             */
            timestamp: string;
        };
        /** ExecutionPage */
        ExecutionPage: {
            /**
             * Continuationtoken
             * @description Send it to get the next page; null on the last one.
             * @default null
             */
            continuationToken: string | null;
            /** Executions */
            executions: components["schemas"]["ExecutionSummary"][];
        };
        /**
         * ExecutionRecord
         * @description Everything about one execution; fields for administrators are null for others.
         */
        ExecutionRecord: {
            /**
             * Attempts
             * @default []
             */
            attempts: components["schemas"]["PastAttempt"][];
            /** Codeversion */
            codeVersion: string;
            /**
             * Completedat
             * @default null
             */
            completedAt: string | null;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /**
             * Dueat
             * @default null
             */
            dueAt: string | null;
            /**
             * Durationms
             * @default null
             */
            durationMs: number | null;
            /**
             * Errormessage
             * @default null
             */
            errorMessage: string | null;
            /**
             * Errortype
             * @default null
             */
            errorType: string | null;
            /** Executedby */
            executedBy: string;
            /** Executedbyname */
            executedByName: string;
            /**
             * Executionid
             * Format: uuid
             */
            executionId: string;
            /**
             * Formid
             * @default null
             */
            formId: string | null;
            /**
             * Inputbytes
             * @description The size of the input as JSON; null if it is not known.
             * @default null
             */
            inputBytes: number | null;
            /** Inputdata */
            inputData: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Isplatformerror
             * @description Whether the message is the platform's own, for every caller.
             * @default false
             */
            isPlatformError: boolean;
            /**
             * Isusererror
             * @description Whether the author wrote the message for the caller.
             * @default false
             */
            isUserError: boolean;
            /**
             * Logs
             * @description The lines of its log.
             * @default []
             */
            logs: components["schemas"]["ExecutionLog"][];
            /** Orgid */
            orgId: string;
            /**
             * Parentexecutionid
             * @description The run that started this one.
             * @default null
             */
            parentExecutionId: string | null;
            /**
             * Parts
             * @description The large parts that are in this response; the others are empty.
             * @default []
             */
            parts: ("input" | "result" | "logs" | "variables")[];
            /**
             * Rerunof
             * @default null
             */
            rerunOf: string | null;
            /** @default null */
            result: components["schemas"]["JsonValue"];
            /**
             * Resultbytes
             * @description The size of the result as JSON; null without one, or if it is not known.
             * @default null
             */
            resultBytes: number | null;
            /**
             * Resulttype
             * @default null
             */
            resultType: ("json" | "html" | "text") | null;
            /**
             * Startedat
             * @default null
             */
            startedAt: string | null;
            status: components["schemas"]["Status"];
            /**
             * Traceback
             * @default null
             */
            traceback: string | null;
            /**
             * @description The failing frame's variables.
             * @default null
             */
            variables: components["schemas"]["JsonValue"];
            /**
             * Withheld
             * @description Secret parameters, redacted in the input; a rerun needs them.
             * @default []
             */
            withheld: string[];
            /** Workflowname */
            workflowName: string;
        };
        /** ExecutionResult */
        ExecutionResult: {
            /** @default null */
            result: components["schemas"]["JsonValue"];
            /**
             * Resulttype
             * @default null
             */
            resultType: ("json" | "html" | "text") | null;
        };
        /**
         * ExecutionSummary
         * @description An execution in a list.
         */
        ExecutionSummary: {
            /**
             * Completedat
             * @default null
             */
            completedAt: string | null;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /**
             * Dueat
             * @default null
             */
            dueAt: string | null;
            /**
             * Durationms
             * @default null
             */
            durationMs: number | null;
            /**
             * Errormessage
             * @default null
             */
            errorMessage: string | null;
            /**
             * Errortype
             * @default null
             */
            errorType: string | null;
            /** Executedby */
            executedBy: string;
            /** Executedbyname */
            executedByName: string;
            /**
             * Executionid
             * Format: uuid
             */
            executionId: string;
            /**
             * Formid
             * @default null
             */
            formId: string | null;
            /**
             * Isplatformerror
             * @description Whether the message is the platform's own, for every caller.
             * @default false
             */
            isPlatformError: boolean;
            /**
             * Isusererror
             * @description Whether the author wrote the message for the caller.
             * @default false
             */
            isUserError: boolean;
            /** Orgid */
            orgId: string;
            /**
             * Parentexecutionid
             * @description The run that started this one.
             * @default null
             */
            parentExecutionId: string | null;
            /**
             * Rerunof
             * @default null
             */
            rerunOf: string | null;
            /**
             * Startedat
             * @default null
             */
            startedAt: string | null;
            status: components["schemas"]["Status"];
            /** Workflowname */
            workflowName: string;
        };
        /**
         * Feature
         * @description A property of this installation that changes what a client shows.
         * @enum {string}
         */
        Feature: "development" | "oneBox";
        /** FieldOption */
        FieldOption: {
            /** Label */
            label: string;
            /** Value */
            value: string;
        };
        /**
         * FieldValidation
         * @description Rules of a field; bounds are of a number, a text's length, the number chosen, or a date.
         */
        FieldValidation: {
            /**
             * Max
             * @default null
             */
            max?: number | string | null;
            /**
             * Message
             * @description Shown instead of the platform's own message.
             * @default null
             */
            message?: string | null;
            /**
             * Min
             * @default null
             */
            min?: number | string | null;
            /**
             * Pattern
             * @default null
             */
            pattern?: string | null;
        };
        /**
         * FileContent
         * @description A file and its content, in base64 if it is not text.
         */
        FileContent: {
            /** Content */
            content: string;
            /**
             * Encoding
             * @enum {string}
             */
            encoding: "utf-8" | "base64";
            /** Etag */
            etag: string;
            /**
             * Modified
             * Format: date-time
             */
            modified: string;
            /** Path */
            path: string;
            /** Size */
            size: number;
        };
        /**
         * FileEntry
         * @description A file or a folder; a folder has no size and no extension.
         */
        FileEntry: {
            /** Extension */
            extension: string | null;
            /**
             * Isreadonly
             * @default false
             */
            isReadOnly: boolean;
            /**
             * Modified
             * Format: date-time
             */
            modified: string;
            /** Name */
            name: string;
            /** Path */
            path: string;
            /** Size */
            size: number | null;
            /**
             * Type
             * @enum {string}
             */
            type: "file" | "folder";
        };
        /** FileMetadata */
        FileMetadata: {
            /**
             * Container
             * @default uploads
             * @constant
             */
            container: "uploads";
            /** Content Type */
            content_type: string;
            /** Name */
            name: string;
            /** Original Name */
            original_name: string;
            /** Path */
            path: string;
            /** Size */
            size: number;
        };
        /**
         * FileWrite
         * @description A file to write; ``expectedEtag`` is that of the content that it replaces.
         */
        FileWrite: {
            /** Content */
            content: string;
            /**
             * Encoding
             * @default utf-8
             * @enum {string}
             */
            encoding?: "utf-8" | "base64";
            /**
             * Expectedetag
             * @default null
             */
            expectedEtag?: string | null;
            /** Path */
            path: string;
        };
        /**
         * Flow
         * @enum {string}
         */
        Flow: "authorization_code" | "client_credentials" | "refresh_token" | "partner";
        /**
         * FormCreate
         * @description A new form; names are unique within an organization and within GLOBAL, ignoring case.
         */
        FormCreate: {
            /**
             * Accesslevel
             * @default role_based
             * @enum {string}
             */
            accessLevel?: "public" | "authenticated" | "role_based";
            /**
             * Allowedqueryparams
             * @default []
             */
            allowedQueryParams?: string[];
            /** Defaultlaunchparams */
            defaultLaunchParams?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Description
             * @default null
             */
            description?: string | null;
            formSchema?: components["schemas"]["FormSchema"];
            /**
             * Isactive
             * @default true
             */
            isActive?: boolean;
            /**
             * Isglobal
             * @default false
             */
            isGlobal?: boolean;
            /**
             * Launchworkflowid
             * @default null
             */
            launchWorkflowId?: string | null;
            /** Linkedworkflow */
            linkedWorkflow: string;
            /** Name */
            name: string;
        };
        /**
         * FormDraft
         * @description A form that could be created for a workflow; nothing is stored yet.
         */
        FormDraft: {
            form: components["schemas"]["FormCreate"];
            /**
             * Notes
             * @description Parameters without a field, and why.
             * @default []
             */
            notes: string[];
        };
        /**
         * FormField
         * @description One field; its name is that of the workflow's parameter.
         */
        FormField: {
            /**
             * Allowasqueryparam
             * @default null
             */
            allowAsQueryParam?: boolean | null;
            /**
             * Allowedtypes
             * @default null
             */
            allowedTypes?: string[] | null;
            /**
             * Autofill
             * @description Other fields, each with the key of the chosen option's metadata that it gets.
             * @default null
             */
            autoFill?: {
                [key: string]: string;
            } | null;
            /**
             * Content
             * @default null
             */
            content?: string | null;
            /**
             * Dataprovider
             * @default null
             */
            dataProvider?: string | null;
            /**
             * Dataproviderinputs
             * @default null
             */
            dataProviderInputs?: {
                [key: string]: components["schemas"]["ProviderInput"];
            } | null;
            /** @default null */
            defaultValue?: components["schemas"]["JsonValue"];
            /**
             * Helptext
             * @default null
             */
            helpText?: string | null;
            /**
             * Label
             * @default null
             */
            label?: string | null;
            /**
             * Maxsizemb
             * @default null
             */
            maxSizeMB?: number | null;
            /**
             * Multiple
             * @default null
             */
            multiple?: boolean | null;
            /** Name */
            name: string;
            /**
             * Options
             * @default null
             */
            options?: components["schemas"]["FieldOption"][] | null;
            /**
             * Placeholder
             * @default null
             */
            placeholder?: string | null;
            /**
             * Required
             * @default false
             */
            required?: boolean;
            /**
             * Requiredexpression
             * @description Makes the field required while it is true.
             * @default null
             */
            requiredExpression?: string | null;
            /**
             * Secret
             * @description Mask the input: only the workflow sees the value, and it is not stored.
             * @default false
             */
            secret?: boolean;
            /**
             * Type
             * @enum {string}
             */
            type: "text" | "email" | "number" | "select" | "multi_select" | "checkbox" | "textarea" | "radio" | "date" | "datetime" | "markdown" | "html" | "file";
            /** @default null */
            validation?: components["schemas"]["FieldValidation"] | null;
            /**
             * Visibilityexpression
             * @default null
             */
            visibilityExpression?: string | null;
        };
        /**
         * FormFile
         * @description The content of a ``*.form.json``.
         */
        FormFile: {
            form: components["schemas"]["FormCreate"];
            /**
             * Version
             * @default 1
             * @constant
             */
            version: 1;
        };
        /**
         * FormImport
         * @description The form that a file was imported as.
         */
        FormImport: {
            /**
             * Dropped
             * @description Keys of the file that were ignored.
             * @default []
             */
            dropped: string[];
            form: components["schemas"]["FormView"];
        };
        /**
         * FormRequest
         * @description A submission: the values that were filled in, and when the workflow is to begin.
         */
        FormRequest: {
            /**
             * Delayseconds
             * @default null
             */
            delaySeconds?: number | null;
            /** Formdata */
            formData?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Queryparams
             * @description The query of the page that showed the form.
             */
            queryParams?: {
                [key: string]: string;
            };
            /**
             * Scheduledat
             * @default null
             */
            scheduledAt?: string | null;
            /**
             * Startuptoken
             * @default null
             */
            startupToken?: string | null;
            /**
             * Timezone
             * @description The time zone of dates with a time that have no offset: a name, as Intl.DateTimeFormat().resolvedOptions().timeZone has it, or an offset. Default: UTC.
             * @default null
             */
            timeZone?: string | null;
        };
        /** FormRoles */
        FormRoles: {
            /** Roleids */
            roleIds: string[];
        };
        /** FormSchema */
        FormSchema: {
            /**
             * Fields
             * @default []
             */
            fields?: components["schemas"]["FormField"][];
        };
        /**
         * FormSummary
         * @description A form in a list: without its fields, which can be large.
         */
        FormSummary: {
            /**
             * Accesslevel
             * @enum {string}
             */
            accessLevel: "public" | "authenticated" | "role_based";
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /**
             * Description
             * @default null
             */
            description: string | null;
            /** Id */
            id: string;
            /** Isactive */
            isActive: boolean;
            /** Linkedworkflow */
            linkedWorkflow: string;
            /** Name */
            name: string;
            /** Orgid */
            orgId: string;
            /**
             * Problemcount
             * @description How many problems the form has; 0: it can be sent.
             */
            problemCount: number;
            /**
             * Updatedat
             * @default null
             */
            updatedAt: string | null;
        };
        /**
         * FormUpdate
         * @description A change: fields left out stay; ``launchWorkflowId`` and ``description`` can be null.
         */
        FormUpdate: {
            /**
             * Accesslevel
             * @default null
             */
            accessLevel?: ("public" | "authenticated" | "role_based") | null;
            /**
             * Allowedqueryparams
             * @default null
             */
            allowedQueryParams?: string[] | null;
            /**
             * Defaultlaunchparams
             * @default null
             */
            defaultLaunchParams?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /**
             * Description
             * @default null
             */
            description?: string | null;
            /** @default null */
            formSchema?: components["schemas"]["FormSchema"] | null;
            /**
             * Isactive
             * @default null
             */
            isActive?: boolean | null;
            /**
             * Launchworkflowid
             * @default null
             */
            launchWorkflowId?: string | null;
            /**
             * Linkedworkflow
             * @default null
             */
            linkedWorkflow?: string | null;
            /**
             * Name
             * @default null
             */
            name?: string | null;
        };
        /**
         * FormView
         * @description A form as clients see it, with its problems.
         */
        FormView: {
            /**
             * Accesslevel
             * @default role_based
             * @enum {string}
             */
            accessLevel: "public" | "authenticated" | "role_based";
            /**
             * Allowedqueryparams
             * @default []
             */
            allowedQueryParams: string[];
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Createdby */
            createdBy: string;
            /** Defaultlaunchparams */
            defaultLaunchParams?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Description
             * @default null
             */
            description: string | null;
            formSchema: components["schemas"]["FormSchema"];
            /** Id */
            id: string;
            /**
             * Isactive
             * @default true
             */
            isActive: boolean;
            /**
             * Launchworkflowid
             * @description The workflow that runs before the form is shown.
             * @default null
             */
            launchWorkflowId: string | null;
            /** Linkedworkflow */
            linkedWorkflow: string;
            /**
             * Missingrequiredparams
             * @description Required parameters that the form does not provide.
             * @default []
             */
            missingRequiredParams: string[];
            /** Name */
            name: string;
            /**
             * Orgid
             * @description `GLOBAL`, or the organization's id.
             */
            orgId: string;
            /**
             * Problems
             * @description Missing or unsuitable references: the form cannot be submitted.
             * @default []
             */
            problems: string[];
            /**
             * Updatedat
             * @default null
             */
            updatedAt: string | null;
            /**
             * Updatedby
             * @default null
             */
            updatedBy: string | null;
        };
        /** Health */
        Health: {
            /**
             * Isolation
             * @description Each layer of the sandbox, and whether it is active on this machine.
             * @default null
             */
            isolation: {
                [key: string]: boolean;
            } | null;
            /**
             * Service
             * @default bifrost
             * @constant
             */
            service: "bifrost";
            /**
             * Status
             * @default healthy
             * @constant
             */
            status: "healthy";
            /**
             * Timestamp
             * Format: date-time
             */
            timestamp: string;
        };
        /** Issue */
        Issue: {
            /**
             * Line
             * @default null
             */
            line: number | null;
            /** Message */
            message: string;
            /**
             * Severity
             * @enum {string}
             */
            severity: "error" | "warning";
        };
        /**
         * JobStatus
         * @enum {string}
         */
        JobStatus: "queued" | "running" | "success" | "failed";
        JsonValue: unknown;
        /** Login */
        Login: {
            /**
             * Cookie
             * @description Whether the refresh token is in a cookie, for pages; then the request needs X-Bifrost-Client, and an Origin of ours.
             * @default false
             */
            cookie?: boolean;
            /** Email */
            email: string;
            /**
             * Password
             * Format: password
             */
            password: string;
        };
        /** LogLine */
        LogLine: {
            /** Level */
            level: string;
            /** Message */
            message: string;
            /**
             * Timestamp
             * Format: date-time
             */
            timestamp: string;
        };
        /**
         * Logout
         * @description A sign-out; ``everywhere`` ends all sessions of the user.
         */
        Logout: {
            /**
             * Cookie
             * @description Whether the refresh token is in a cookie, for pages; then the request needs X-Bifrost-Client, and an Origin of ours.
             * @default false
             */
            cookie?: boolean;
            /**
             * Everywhere
             * @default false
             */
            everywhere?: boolean;
            /**
             * Refreshtoken
             * @default null
             */
            refreshToken?: string | null;
        };
        /**
         * MemberRole
         * @enum {string}
         */
        MemberRole: "member" | "admin";
        /** MemberRoleName */
        MemberRoleName: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /** Membership */
        Membership: {
            /** Orgid */
            orgId: string;
            /** @default member */
            role?: components["schemas"]["MemberRole"];
        };
        /**
         * MemberView
         * @description A member; the user's other organizations and rights on the platform are not shown.
         */
        MemberView: {
            /** Email */
            email: string;
            /** Isactive */
            isActive: boolean;
            /** Name */
            name: string;
            role: components["schemas"]["MemberRole"];
            /**
             * Roles
             * @description Roles of the organization that the user is in; null unless asked for.
             */
            roles: components["schemas"]["MemberRoleName"][] | null;
            /**
             * Userid
             * Format: uuid
             */
            userId: string;
        };
        /**
         * NamedRunRequest
         * @description A request to run a workflow that the body names, or a script that it holds.
         */
        NamedRunRequest: {
            /**
             * Code
             * @description A Python script in base64, for platform administrators. It can use await, finds inputData in `parameters`, and assigns its result to `result`.
             * @default null
             */
            code?: string | null;
            /**
             * Delayseconds
             * @default null
             */
            delaySeconds?: number | null;
            /**
             * Formid
             * @description Ignored: a record names a form only if the form started it.
             * @default null
             */
            formId?: string | null;
            /** Inputdata */
            inputData?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Scheduledat
             * @description When it begins, at most a year from now; a past time begins it at once.
             * @default null
             */
            scheduledAt?: string | null;
            /**
             * Scriptname
             * @default script
             */
            scriptName?: string;
            /**
             * Transient
             * @description Leave no record. Only for runs within the request; ignored for others.
             * @default false
             */
            transient?: boolean;
            /**
             * Workflowname
             * @default null
             */
            workflowName?: string | null;
        };
        /**
         * Option
         * @description One option: ``label`` is shown to users, ``value`` is submitted.
         */
        Option: {
            /**
             * Description
             * @default null
             */
            description: string | null;
            /** Label */
            label: string;
            /**
             * Metadata
             * @default null
             */
            metadata: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Value */
            value: string | number | boolean;
        };
        /**
         * OptionsAnswer
         * @description Options on the wire, with the names of the predecessor's API.
         */
        OptionsAnswer: {
            /**
             * Cache Expires At
             * Format: date-time
             * @description UTC if it has no zone.
             */
            cache_expires_at: string;
            /** Cached */
            cached: boolean;
            /** Options */
            options: components["schemas"]["Option"][];
            /** Provider */
            provider: string;
        };
        /** Organization */
        Organization: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Createdby */
            createdBy: string;
            /**
             * Domain
             * @description The first of `domains`.
             * @default null
             */
            domain: string | null;
            /**
             * Domains
             * @default []
             */
            domains: string[];
            /** Id */
            id: string;
            /**
             * Isactive
             * @default true
             */
            isActive: boolean;
            /** Name */
            name: string;
            /**
             * Purgebeganat
             * @description The begin of its removal, which cannot be undone.
             * @default null
             */
            purgeBeganAt: string | null;
            /**
             * Tags
             * @description For platform administrators only: no other caller sees them.
             * @default []
             */
            tags: string[];
            /**
             * Updatedat
             * @default null
             */
            updatedAt: string | null;
            /**
             * Updatedby
             * @default null
             */
            updatedBy: string | null;
        };
        /**
         * OrganizationCreate
         * @description A new organization; ``domain`` is the first of ``domains``, each in one organization only.
         */
        OrganizationCreate: {
            /**
             * Domain
             * @default null
             */
            domain?: string | null;
            /**
             * Domains
             * @default []
             */
            domains?: string[];
            /** Name */
            name: string;
            /**
             * Tags
             * @default []
             */
            tags?: string[];
        };
        /**
         * OrganizationUpdate
         * @description A change: fields left out stay; ``domain`` without ``domains`` replaces the first one.
         */
        OrganizationUpdate: {
            /**
             * Domain
             * @default null
             */
            domain?: string | null;
            /**
             * Domains
             * @default null
             */
            domains?: string[] | null;
            /**
             * Isactive
             * @default null
             */
            isActive?: boolean | null;
            /**
             * Name
             * @default null
             */
            name?: string | null;
            /**
             * Tags
             * @description Replaces all tags.
             * @default null
             */
            tags?: string[] | null;
        };
        /**
         * OwnSession
         * @description One of the caller's sign-ins with a password; ``isCurrent`` is the one of this request.
         */
        OwnSession: {
            /**
             * Beganat
             * Format: date-time
             */
            beganAt: string;
            /**
             * Endsat
             * Format: date-time
             * @description When it ends if it is not refreshed.
             */
            endsAt: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Iscurrent */
            isCurrent: boolean;
            /**
             * Refreshedat
             * Format: date-time
             * @description When its tokens were last issued.
             */
            refreshedAt: string;
        };
        /** Package */
        Package: {
            /** Name */
            name: string;
            /** Version */
            version: string;
        };
        /**
         * PackageInstall
         * @description An installation request; without a package, of what ``requirements.txt`` names.
         */
        PackageInstall: {
            /**
             * Package
             * @description A package's name; it is added to requirements.txt.
             * @default null
             */
            package?: string | null;
            /**
             * Upgrade
             * @description Look for newer versions even if the same requirements were installed before.
             * @default false
             */
            upgrade?: boolean;
            /**
             * Version
             * @description Exactly this version.
             * @default null
             */
            version?: string | null;
        };
        /**
         * PackageJobView
         * @description The state of an installation, with log lines; ``next`` is the number of the next one.
         */
        PackageJobView: {
            /** Endedat */
            endedAt: string | null;
            /** Error */
            error: string | null;
            /**
             * Jobid
             * Format: uuid
             */
            jobId: string;
            /**
             * Lines
             * @default []
             */
            lines: components["schemas"]["PackageLine"][];
            /**
             * Next
             * @default 0
             */
            next: number;
            /** Package */
            package: string | null;
            /**
             * Requestedat
             * Format: date-time
             */
            requestedAt: string;
            /** Requestedby */
            requestedBy: string;
            status: components["schemas"]["JobStatus"];
            /** Version */
            version: string | null;
        };
        /** PackageLine */
        PackageLine: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Level */
            level: string;
            /** Message */
            message: string;
        };
        /**
         * PackageList
         * @description The packages that runs can import; ``changed`` if ``requirements.txt`` differs from them.
         */
        PackageList: {
            /** Changed */
            changed: boolean;
            /** Installedat */
            installedAt: string | null;
            lastInstall: components["schemas"]["PackageJobView"] | null;
            /** Packages */
            packages: components["schemas"]["Package"][];
        };
        /** PackageQueued */
        PackageQueued: {
            /**
             * Job Id
             * Format: uuid
             */
            job_id: string;
            status: components["schemas"]["JobStatus"];
        };
        /**
         * ParameterView
         * @description One parameter, flat; ``validation`` has min, max, pattern and message as a form uses them.
         */
        ParameterView: {
            /**
             * Dataprovider
             * @default null
             */
            dataProvider: string | null;
            /**
             * Dataproviderinputs
             * @default null
             */
            dataProviderInputs: {
                [key: string]: string;
            } | null;
            /** @default null */
            defaultValue: components["schemas"]["JsonValue"];
            /**
             * Description
             * @default null
             */
            description: string | null;
            /**
             * Helptext
             * @default null
             */
            helpText: string | null;
            /**
             * Label
             * @default null
             */
            label: string | null;
            /** Name */
            name: string;
            /**
             * Options
             * @default null
             */
            options: components["schemas"]["Choice"][] | null;
            /** Required */
            required: boolean;
            /**
             * Secret
             * @description A text that only the workflow sees: mask it, never store it.
             * @default false
             */
            secret: boolean;
            /**
             * Type
             * @enum {string}
             */
            type: "string" | "int" | "float" | "bool" | "json" | "list" | "email" | "date" | "datetime";
            /**
             * Validation
             * @default null
             */
            validation: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
        };
        /** PasswordChange */
        PasswordChange: {
            /**
             * Currentpassword
             * Format: password
             */
            currentPassword: string;
            /**
             * Newpassword
             * Format: password
             */
            newPassword: string;
        };
        /**
         * PasswordLinkView
         * @description A set-password link: ``token`` is shown once, and sets one password until ``expiresAt``.
         */
        PasswordLinkView: {
            /**
             * Expiresat
             * Format: date-time
             */
            expiresAt: string;
            /** Token */
            token: string;
        };
        /**
         * PasswordSet
         * @description A new password, with the token of a set-password link.
         */
        PasswordSet: {
            /**
             * Password
             * Format: password
             */
            password: string;
            /**
             * Token
             * Format: password
             */
            token: string;
        };
        /**
         * PastAttempt
         * @description One attempt that is over; ``id`` is the write id of its begin or claim.
         */
        PastAttempt: {
            /**
             * Endedat
             * Format: date-time
             */
            endedAt: string;
            /**
             * Errormessage
             * @default null
             */
            errorMessage: string | null;
            /**
             * Errortype
             * @default null
             */
            errorType: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Isplatformerror
             * @default false
             */
            isPlatformError: boolean;
            /**
             * Isusererror
             * @default false
             */
            isUserError: boolean;
            /** Number */
            number: number;
            /**
             * Startedat
             * Format: date-time
             */
            startedAt: string;
            status: components["schemas"]["Status"];
        };
        /**
         * Problem
         * @description The body of every error response of the platform.
         */
        Problem: {
            /**
             * Details
             * @default null
             */
            details?: components["schemas"]["ProblemDetail"][] | null;
            /**
             * Error
             * @description The error's code, for programs: `NotFound`.
             */
            error: string;
            /**
             * Executionid
             * @default null
             */
            executionId?: string | null;
            /**
             * Message
             * @description The error for people, and what to do.
             */
            message: string;
            /** Requestid */
            requestId: string;
        };
        /** ProblemDetail */
        ProblemDetail: {
            /**
             * Code
             * @description The kind of fault in a form's answer: `valueMissing`.
             * @default null
             */
            code?: string | null;
            /**
             * Location
             * @description Path to the fault: `["body", "name"]`.
             */
            location: (string | number)[];
            /** Message */
            message: string;
        };
        /**
         * ProblemView
         * @description A file or function of the workspace that is left out, and why.
         */
        ProblemView: {
            /** File */
            file: string;
            /** Line */
            line: number | null;
            /** Message */
            message: string;
        };
        /**
         * ProviderFailure
         * @description The last failure of a data provider, as this process knows it.
         */
        ProviderFailure: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Logs
             * @description The last lines of its log.
             * @default []
             */
            logs: components["schemas"]["LogLine"][];
            /** Orgid */
            orgId: string;
            /** Reason */
            reason: string;
            /**
             * Traceback
             * @default null
             */
            traceback: string | null;
        };
        /**
         * ProviderInput
         * @description The source of one data provider input: exactly the member that fits the mode.
         */
        ProviderInput: {
            /**
             * Expression
             * @default null
             */
            expression?: string | null;
            /**
             * Fieldname
             * @default null
             */
            fieldName?: string | null;
            /**
             * Mode
             * @enum {string}
             */
            mode: "static" | "fieldRef" | "expression";
            /**
             * Value
             * @default null
             */
            value?: string | null;
        };
        /** ProviderRequest */
        ProviderRequest: {
            /** Inputs */
            inputs?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Nocache
             * @default false
             */
            noCache?: boolean;
        };
        /**
         * ProviderView
         * @description A data provider; platform administrators see its last failure in any organization.
         */
        ProviderView: {
            /**
             * Access
             * @enum {string}
             */
            access: "forms" | "members";
            /** Cache Ttl Seconds */
            cache_ttl_seconds: number;
            /** Category */
            category: string;
            /** Description */
            description: string;
            /** @default null */
            lastFailure: components["schemas"]["ProviderFailure"] | null;
            /**
             * Line
             * @default null
             */
            line: number | null;
            /** Name */
            name: string;
            /**
             * Organizations
             * @default null
             */
            organizations: string[] | null;
            /** Parameters */
            parameters: components["schemas"]["ParameterView"][];
            /** Parametersschema */
            parametersSchema: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Relativefilepath
             * @default null
             */
            relativeFilePath: string | null;
            /**
             * Roles
             * @default null
             */
            roles: string[] | null;
        };
        /**
         * PurgeCounts
         * @description Counts of what all calls together removed; a crash can lose up to one batch of a count.
         */
        PurgeCounts: {
            /**
             * Apikeys
             * @default 0
             */
            apiKeys: number;
            /**
             * Auditentries
             * @default 0
             */
            auditEntries: number;
            /**
             * Blobs
             * @default 0
             */
            blobs: number;
            /**
             * Configuration
             * @default 0
             */
            configuration: number;
            /**
             * Connections
             * @default 0
             */
            connections: number;
            /**
             * Domains
             * @default 0
             */
            domains: number;
            /**
             * Executions
             * @default 0
             */
            executions: number;
            /**
             * Files
             * @default 0
             */
            files: number;
            /**
             * Forms
             * @default 0
             */
            forms: number;
            /**
             * Memberships
             * @default 0
             */
            memberships: number;
            /**
             * Roles
             * @default 0
             */
            roles: number;
            /**
             * Secrets
             * @default 0
             */
            secrets: number;
            /**
             * Storage
             * @default 0
             */
            storage: number;
            /**
             * Uploads
             * @default 0
             */
            uploads: number;
        };
        /**
         * PurgeReport
         * @description The report of a purge; unless ``complete``, time ran out: call again to continue.
         *
         *     The organization's secrets can be recovered in the vault until ``secretsGoneAt``.
         */
        PurgeReport: {
            /** @default null */
            auditLog: components["schemas"]["AuditEnd"] | null;
            /**
             * Beganat
             * Format: date-time
             */
            beganAt: string;
            /** Beganby */
            beganBy: string;
            /** Complete */
            complete: boolean;
            /** Name */
            name: string;
            /** Orgid */
            orgId: string;
            removed?: components["schemas"]["PurgeCounts"];
            /** Secretsgoneat */
            secretsGoneAt: string | null;
        };
        /** PurgeRequest */
        PurgeRequest: {
            /**
             * Confirm
             * @description The organization's id or its name, to confirm.
             */
            confirm: string;
        };
        /** Readiness */
        Readiness: {
            /**
             * Status
             * @default ready
             * @constant
             */
            status: "ready";
            /**
             * Timestamp
             * Format: date-time
             */
            timestamp: string;
        };
        /**
         * ReconnectLink
         * @description A link for a person who can grant access at the provider; it needs no account here.
         */
        ReconnectLink: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Url */
            url: string;
        };
        /**
         * Refresh
         * @description A refresh with the newest refresh token; each is valid once.
         */
        Refresh: {
            /**
             * Cookie
             * @description Whether the refresh token is in a cookie, for pages; then the request needs X-Bifrost-Client, and an Origin of ours.
             * @default false
             */
            cookie?: boolean;
            /**
             * Refreshtoken
             * @default null
             */
            refreshToken?: string | null;
        };
        /**
         * RefreshCookie
         * @description Whether the browser keeps the sign-in; ``reason`` says why not, and how to change that.
         */
        RefreshCookie: {
            /** Isset */
            isSet: boolean;
            /** Reason */
            reason: string | null;
        };
        /**
         * RefreshJob
         * @description A report; ``needs_refresh`` were due, and errors name organization and connection.
         */
        RefreshJob: {
            /**
             * Duration Seconds
             * @default 0
             */
            duration_seconds: number;
            /**
             * Errors
             * @description At most 50.
             * @default []
             */
            errors: string[];
            /** Message */
            message: string;
            /**
             * Needs Refresh
             * @default 0
             */
            needs_refresh: number;
            /**
             * Refresh Failed
             * @default 0
             */
            refresh_failed: number;
            /**
             * Refreshed Successfully
             * @default 0
             */
            refreshed_successfully: number;
            /**
             * Started At
             * @default null
             */
            started_at: string | null;
            /**
             * Total Connections
             * @description In all organizations; null from the timer, which does not count.
             * @default null
             */
            total_connections: number | null;
        };
        /**
         * RerunRequest
         * @description A request to repeat a run with its input.
         */
        RerunRequest: {
            /**
             * Inputdata
             * @description The secret parameters that the record has in `withheld`, and no others.
             */
            inputData?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Startuptoken
             * @description For a run that a form started: the token of a new start of that form. Without it the run has no `context.startup`.
             * @default null
             */
            startupToken?: string | null;
        };
        /**
         * RetryPolicy
         * @description The conditions of a retry; the fields of ``sdk.retry.RetryPolicy``.
         */
        RetryPolicy: {
            /**
             * Backoffseconds
             * @default 1
             */
            backoffSeconds: number;
            /**
             * Factor
             * @default 2
             */
            factor: number;
            /**
             * Maxattempts
             * @default 3
             */
            maxAttempts: number;
            /**
             * Maxbackoffseconds
             * @default 600
             */
            maxBackoffSeconds: number;
            /**
             * Retryon
             * @default [
             *       "Exception"
             *     ]
             */
            retryOn: string[];
        };
        /** Role */
        Role: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Createdby */
            createdBy: string;
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Updatedat
             * @default null
             */
            updatedAt: string | null;
            /**
             * Updatedby
             * @default null
             */
            updatedBy: string | null;
        };
        /**
         * RoleCreate
         * @description A new role; names are unique within an organization, ignoring case.
         */
        RoleCreate: {
            /**
             * Description
             * @default
             */
            description?: string;
            /** Name */
            name: string;
        };
        /**
         * RoleFormList
         * @description The forms that a role may use, or a page of them.
         */
        RoleFormList: {
            /**
             * Continuationtoken
             * @default null
             */
            continuationToken: string | null;
            /** Formids */
            formIds: string[];
        };
        /**
         * RoleForms
         * @description The forms to grant to a role.
         */
        RoleForms: {
            /** Formids */
            formIds: string[];
        };
        /**
         * RoleMembers
         * @description The users of a role, or a page of them; ``continuationToken`` leads to the next.
         */
        RoleMembers: {
            /**
             * Continuationtoken
             * @default null
             */
            continuationToken: string | null;
            /** Userids */
            userIds: string[];
        };
        /**
         * RoleUpdate
         * @description A change of a role; fields left out stay as they are.
         */
        RoleUpdate: {
            /**
             * Description
             * @default null
             */
            description?: string | null;
            /**
             * Name
             * @default null
             */
            name?: string | null;
        };
        /**
         * RoleUsers
         * @description The users to add to a role, by id or by e-mail address.
         */
        RoleUsers: {
            /** Userids */
            userIds: string[];
        };
        /**
         * Rotation
         * @description The progress of a key rotation; unless ``complete``, call again to continue.
         */
        Rotation: {
            /** Complete */
            complete: boolean;
            /** Key Id */
            key_id: string;
            /** Rewrapped */
            rewrapped: number;
        };
        /** RunLog */
        RunLog: {
            /**
             * Level
             * @description In lower case.
             */
            level: string;
            /** Message */
            message: string;
            /**
             * Source
             * @default workflow
             * @constant
             */
            source: "workflow";
            /**
             * Timestamp
             * Format: date-time
             */
            timestamp: string;
        };
        /**
         * RunOutcome
         * @description The end of a run, successful or not.
         */
        RunOutcome: {
            /**
             * Completedat
             * @default null
             */
            completedAt: string | null;
            /**
             * Durationms
             * @default null
             */
            durationMs: number | null;
            /**
             * Error
             * @default null
             */
            error: string | null;
            /**
             * Errortype
             * @default null
             */
            errorType: string | null;
            /**
             * Executionid
             * Format: uuid
             */
            executionId: string;
            /**
             * Istransient
             * @default false
             */
            isTransient: boolean;
            /** Logs */
            logs?: components["schemas"]["RunLog"][];
            /** @default null */
            result: components["schemas"]["JsonValue"];
            /**
             * Resulttype
             * @default null
             */
            resultType: ("json" | "html" | "text") | null;
            /**
             * Startedat
             * @default null
             */
            startedAt: string | null;
            status: components["schemas"]["Status"];
            /**
             * @description For administrators, of a run that failed.
             * @default null
             */
            variables: components["schemas"]["JsonValue"];
            /** Workflowname */
            workflowName: string;
        };
        /**
         * RunRequest
         * @description A request to run the workflow that the route names.
         */
        RunRequest: {
            /**
             * Delayseconds
             * @default null
             */
            delaySeconds?: number | null;
            /**
             * Formid
             * @description Ignored: a record names a form only if the form started it.
             * @default null
             */
            formId?: string | null;
            /** Inputdata */
            inputData?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Scheduledat
             * @description When it begins, at most a year from now; a past time begins it at once.
             * @default null
             */
            scheduledAt?: string | null;
            /**
             * Transient
             * @description Leave no record. Only for runs within the request; ignored for others.
             * @default false
             */
            transient?: boolean;
        };
        /**
         * SearchMatch
         * @description One match; ``line`` counts from 1 and ``column`` from 0; long lines are cut.
         */
        SearchMatch: {
            /** Column */
            column: number;
            /**
             * Contextafter
             * @default null
             */
            contextAfter: string | null;
            /**
             * Contextbefore
             * @default null
             */
            contextBefore: string | null;
            /** Filepath */
            filePath: string;
            /** Line */
            line: number;
            /** Matchtext */
            matchText: string;
        };
        /**
         * SearchRequest
         * @description A search; ``filePattern`` is a glob, in which ``**`` is any number of folders.
         */
        SearchRequest: {
            /**
             * Casesensitive
             * @default false
             */
            caseSensitive?: boolean;
            /**
             * Filepattern
             * @default **\/*
             */
            filePattern?: string;
            /**
             * Maxresults
             * @default 1000
             */
            maxResults?: number;
            /** Query */
            query: string;
            /**
             * Regex
             * @default false
             */
            regex?: boolean;
        };
        /**
         * SearchResult
         * @description The matches of a search; ``truncated`` if there may be more, or time ran out.
         */
        SearchResult: {
            /** Filessearched */
            filesSearched: number;
            /** Query */
            query: string;
            /** Results */
            results: components["schemas"]["SearchMatch"][];
            /** Searchtimems */
            searchTimeMs: number;
            /** Totalmatches */
            totalMatches: number;
            /** Truncated */
            truncated: boolean;
        };
        /**
         * Secret
         * @description Everything about a secret except its value.
         */
        Secret: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Createdby */
            createdBy: string;
            /**
             * Isdeleting
             * @description A deletion was interrupted: delete or set it again.
             * @default false
             */
            isDeleting: boolean;
            /** Name */
            name: string;
            /** Orgid */
            orgId: string;
            /**
             * Updatedat
             * Format: date-time
             */
            updatedAt: string;
            /** Updatedby */
            updatedBy: string;
            /**
             * Usedby
             * @description The first 100.
             */
            usedBy: components["schemas"]["SecretUse"][];
            /**
             * Versions
             * @description Newest first.
             */
            versions: components["schemas"]["SecretVersionView"][];
        };
        /**
         * SecretCreate
         * @description A new secret; ``orgId``, which some clients send, must be the organization in scope.
         */
        SecretCreate: {
            /**
             * Orgid
             * @default null
             */
            orgId?: string | null;
            /** Secretkey */
            secretKey: string;
            /**
             * Value
             * Format: password
             */
            value: string;
        };
        /**
         * SecretDeleted
         * @description A deleted secret; if its name is used again, the vault restores the old versions.
         */
        SecretDeleted: {
            /** Name */
            name: string;
            /** Orgid */
            orgId: string;
            /** Recoverableuntil */
            recoverableUntil: string | null;
            /**
             * Usedby
             * @description References that are broken now.
             */
            usedBy: components["schemas"]["SecretUse"][];
        };
        /**
         * SecretNames
         * @description The names of a scope's secrets, or a page of them; ``count`` is the size of this page.
         */
        SecretNames: {
            /**
             * Continuationtoken
             * @default null
             */
            continuationToken: string | null;
            /** Count */
            count: number;
            /** Orgid */
            orgId: string;
            /** Secrets */
            secrets: string[];
        };
        /**
         * SecretSaved
         * @description A saved secret; ``secretKey`` repeats the name, as the predecessor's clients read it.
         */
        SecretSaved: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Createdby */
            createdBy: string;
            /**
             * Isdeleting
             * @description A deletion was interrupted: delete or set it again.
             * @default false
             */
            isDeleting: boolean;
            /** Name */
            name: string;
            /** Orgid */
            orgId: string;
            /** Secretkey */
            secretKey: string;
            /**
             * Updatedat
             * Format: date-time
             */
            updatedAt: string;
            /** Updatedby */
            updatedBy: string;
        };
        /** SecretUpdate */
        SecretUpdate: {
            /**
             * Value
             * Format: password
             */
            value: string;
        };
        /**
         * SecretUse
         * @description A use of a secret: ``config`` and its key, or ``workflow`` and a file that names it.
         *
         *     Only platform administrators see which file.
         */
        SecretUse: {
            /** Id */
            id: string;
            /** Kind */
            kind: string;
        };
        /** SecretVersionView */
        SecretVersionView: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Id */
            id: string;
        };
        /**
         * SessionOrganization
         * @description An active organization of the user, and what the user may do there.
         */
        SessionOrganization: {
            /** Id */
            id: string;
            /** May */
            may: components["schemas"]["Ability"][];
            /** Name */
            name: string;
            role: components["schemas"]["MemberRole"];
        };
        /** SessionUser */
        SessionUser: {
            /** Email */
            email: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @default user
             * @constant
             */
            kind: "user";
            /** Name */
            name: string;
        };
        /**
         * SessionView
         * @description The user who is calling, with everything that a client needs to show its first page.
         */
        SessionView: {
            /**
             * Defaultorganization
             * @description The one organization of a user who has one; null for everybody else.
             */
            defaultOrganization: string | null;
            /** Features */
            features: components["schemas"]["Feature"][];
            /**
             * May
             * @description What the user may do on the platform.
             */
            may: components["schemas"]["Ability"][];
            /**
             * Mayeverywhere
             * @description What the user may do in each organization and in GLOBAL, without being a member: of platform administrators.
             */
            mayEverywhere: components["schemas"]["Ability"][];
            /**
             * Organizations
             * @description Active organizations that the user is a member of, by name.
             */
            organizations: components["schemas"]["SessionOrganization"][];
            /** Platformadmin */
            platformAdmin: boolean;
            /**
             * Servertime
             * Format: date-time
             */
            serverTime: string;
            /**
             * Sessionid
             * @description The session of a user who signed in with a password.
             */
            sessionId: string | null;
            /**
             * Signedinby
             * @description How to sign out: at /.auth/logout, or at /api/auth/logout.
             * @enum {string}
             */
            signedInBy: "frontEnd" | "password";
            user: components["schemas"]["SessionUser"];
            /** Version */
            version: string;
        };
        /**
         * SignedIn
         * @description The tokens of a session; ``expiresIn`` is the life of the access token in seconds.
         */
        SignedIn: {
            /** Accesstoken */
            accessToken: string;
            /** Expiresin */
            expiresIn: number;
            /**
             * @description Null unless a cookie was asked for.
             * @default null
             */
            refreshCookie: components["schemas"]["RefreshCookie"] | null;
            /**
             * Refreshtoken
             * @description Null if a cookie was asked for.
             */
            refreshToken: string | null;
            /**
             * Tokentype
             * @default Bearer
             * @constant
             */
            tokenType: "Bearer";
        };
        /**
         * SignIn
         * @description The body that Static Web Apps posts; only its access token proves anything.
         *
         *     ``userId`` is the user's name in later requests; the emulator sends none.
         */
        SignIn: {
            /**
             * Accesstoken
             * @default null
             */
            accessToken?: string | null;
            /**
             * Identityprovider
             * @default null
             */
            identityProvider?: string | null;
            /**
             * Userdetails
             * @default null
             */
            userDetails?: string | null;
            /**
             * Userid
             * @default null
             */
            userId?: string | null;
        };
        /**
         * SignInRoles
         * @description Roles beyond those that Static Web Apps implies; they grant nothing in the API.
         */
        SignInRoles: {
            /**
             * Roles
             * @example [
             *       "PlatformAdmin"
             *     ]
             * @example [
             *       "OrgUser"
             *     ]
             * @example []
             */
            roles: string[];
        };
        /**
         * StartupAnswer
         * @description The result of the launch workflow; the token stands for it when the form is submitted.
         */
        StartupAnswer: {
            /**
             * Expiresat
             * @default null
             */
            expiresAt: string | null;
            result: components["schemas"]["JsonValue"];
            /**
             * Startuptoken
             * @default null
             */
            startupToken: string | null;
        };
        /** StartupRequest */
        StartupRequest: {
            /** Formdata */
            formData?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * Status
         * @enum {string}
         */
        Status: "Scheduled" | "Pending" | "Running" | "Cancelling" | "Success" | "CompletedWithErrors" | "Failed" | "Timeout" | "Cancelled";
        /** StuckExecution */
        StuckExecution: {
            /** Executedby */
            executedBy: string;
            /** Executedbyname */
            executedByName: string;
            /**
             * Executionid
             * Format: uuid
             */
            executionId: string;
            /**
             * Startedat
             * @default null
             */
            startedAt: string | null;
            status: components["schemas"]["Status"];
            /** Workflowname */
            workflowName: string;
        };
        /** StuckExecutions */
        StuckExecutions: {
            /** Count */
            count: number;
            /** Executions */
            executions: components["schemas"]["StuckExecution"][];
        };
        /**
         * Upload
         * @description A file that a user is about to upload.
         */
        Upload: {
            /**
             * Content Type
             * @description As the browser states it: it may be empty, and may have parameters.
             * @default null
             */
            content_type?: string | null;
            /**
             * Field Name
             * @default null
             */
            field_name?: string | null;
            /** File Name */
            file_name: string;
            /** File Size */
            file_size: number;
        };
        /**
         * UploadAnswer
         * @description An upload URL: ``PUT`` the file there with ``x-ms-blob-type: BlockBlob`` and its type.
         */
        UploadAnswer: {
            /** Blob Uri */
            blob_uri: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            file_metadata: components["schemas"]["FileMetadata"];
            /** Upload Url */
            upload_url: string;
        };
        /**
         * UploadResult
         * @description The files that an archive put into the workspace.
         */
        UploadResult: {
            /** Files */
            files: number;
            /**
             * Leftout
             * @description Present if it is not empty: files that macOS or Windows added to the zip, at most 100 names, and why they are not in the workspace.
             */
            leftOut?: {
                [key: string]: string;
            };
            /** Paths */
            paths: string[];
        };
        /**
         * UserCreate
         * @description A new user; ``orgId`` is short for one membership as a member.
         */
        UserCreate: {
            /** Displayname */
            displayName: string;
            /** Email */
            email: string;
            /**
             * Isplatformadmin
             * @default false
             */
            isPlatformAdmin?: boolean;
            /**
             * Memberships
             * @default []
             */
            memberships?: components["schemas"]["Membership"][];
            /**
             * Orgid
             * @default null
             */
            orgId?: string | null;
        };
        /**
         * UserRoles
         * @description The roles of a user, or a page of them.
         */
        UserRoles: {
            /**
             * Continuationtoken
             * @default null
             */
            continuationToken: string | null;
            /** Roleids */
            roleIds: string[];
        };
        /**
         * UserType
         * @enum {string}
         */
        UserType: "PLATFORM" | "ORG";
        /**
         * UserUpdate
         * @description A change of a user: fields left out stay; ``memberships`` replaces all of them.
         */
        UserUpdate: {
            /**
             * Displayname
             * @default null
             */
            displayName?: string | null;
            /**
             * Isactive
             * @default null
             */
            isActive?: boolean | null;
            /**
             * Isplatformadmin
             * @default null
             */
            isPlatformAdmin?: boolean | null;
            /**
             * Memberships
             * @default null
             */
            memberships?: components["schemas"]["Membership"][] | null;
        };
        /**
         * UserView
         * @description A user as clients see them.
         */
        UserView: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Createdby */
            createdBy: string;
            /** Displayname */
            displayName: string;
            /** Email */
            email: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Isactive */
            isActive: boolean;
            /** Isplatformadmin */
            isPlatformAdmin: boolean;
            /**
             * Lastsignedinat
             * @description Precise to the hour.
             */
            lastSignedInAt: string | null;
            /** Memberships */
            memberships: components["schemas"]["Membership"][];
            /** Updatedat */
            updatedAt: string | null;
            /** Updatedby */
            updatedBy: string | null;
            userType: components["schemas"]["UserType"];
        };
        /**
         * ValidationReport
         * @description The result of a check: ``valid`` without errors; ``metadata`` is the first workflow.
         */
        ValidationReport: {
            /**
             * Dataproviders
             * @default []
             */
            dataProviders: components["schemas"]["ProviderView"][];
            /** Issues */
            issues: components["schemas"]["Issue"][];
            /** @default null */
            metadata: components["schemas"]["WorkflowView"] | null;
            /** Valid */
            valid: boolean;
            /**
             * Workflows
             * @default []
             */
            workflows: components["schemas"]["WorkflowView"][];
        };
        /**
         * ValidationRequest
         * @description A file of the workspace to check, as it is or with other contents.
         */
        ValidationRequest: {
            /**
             * Content
             * @default null
             */
            content?: string | null;
            /** Path */
            path: string;
        };
        /** Version */
        Version: {
            /** Version */
            version: string;
        };
        /**
         * Waiting
         * @description Waiting runs, and the API keys that the user made and that are still valid.
         */
        Waiting: {
            /**
             * Apikeys
             * @description For a user: the keys that they made. Revoke leaked ones.
             * @default []
             */
            apiKeys: components["schemas"]["ApiKeyView"][];
            /**
             * Cancelled
             * @description How many this request cancelled.
             * @default 0
             */
            cancelled: number;
            /**
             * Executions
             * @default []
             */
            executions: components["schemas"]["WaitingExecution"][];
            /**
             * Hasmore
             * @description Whether there may be more. Those are checked when they begin, and end as Cancelled if the rights are gone.
             * @default false
             */
            hasMore: boolean;
        };
        /** WaitingExecution */
        WaitingExecution: {
            /**
             * Dueat
             * @description Null if it begins as soon as possible.
             */
            dueAt: string | null;
            /**
             * Executionid
             * Format: uuid
             */
            executionId: string;
            /** Orgid */
            orgId: string;
            status: components["schemas"]["Status"];
            /** Workflowname */
            workflowName: string;
        };
        /** WorkflowView */
        WorkflowView: {
            /**
             * Access
             * @enum {string}
             */
            access: "forms" | "members";
            /** Allowedmethods */
            allowedMethods: string[];
            /** Category */
            category: string;
            /** Description */
            description: string;
            /** Disableglobalkey */
            disableGlobalKey: boolean;
            /** Endpointenabled */
            endpointEnabled: boolean;
            /**
             * Executionmode
             * @enum {string}
             */
            executionMode: "sync" | "async";
            /**
             * Isolation
             * @enum {string}
             */
            isolation: "shared" | "fresh";
            /**
             * Line
             * @default null
             */
            line: number | null;
            /** Name */
            name: string;
            /**
             * Organizations
             * @default null
             */
            organizations: string[] | null;
            /** Parameters */
            parameters: components["schemas"]["ParameterView"][];
            /** Parametersschema */
            parametersSchema: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Publicendpoint */
            publicEndpoint: boolean;
            /**
             * Relativefilepath
             * @default null
             */
            relativeFilePath: string | null;
            /** @default null */
            retryPolicy: components["schemas"]["RetryPolicy"] | null;
            /**
             * Roles
             * @default null
             */
            roles: string[] | null;
            /**
             * Schedule
             * @default null
             */
            schedule: string | null;
            /**
             * Source
             * @default workspace
             * @constant
             */
            source: "workspace";
            /** Tags */
            tags: string[];
            /** Timeoutseconds */
            timeoutSeconds: number;
            /** Timesavedminutes */
            timeSavedMinutes: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The organization that the request acted in, or GLOBAL; also in errors. */
        ActedIn: string;
    };
    pathItems: never;
}
export type Ability = components['schemas']['Ability'];
export type Accepted = components['schemas']['Accepted'];
export type ApiKeyCreate = components['schemas']['ApiKeyCreate'];
export type ApiKeyView = components['schemas']['ApiKeyView'];
export type AuditActor = components['schemas']['AuditActor'];
export type AuditBreak = components['schemas']['AuditBreak'];
export type AuditCheckpoint = components['schemas']['AuditCheckpoint'];
export type AuditEnd = components['schemas']['AuditEnd'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type AuditMark = components['schemas']['AuditMark'];
export type AuditOutcome = components['schemas']['AuditOutcome'];
export type AuditPhase = components['schemas']['AuditPhase'];
export type AuditVerdict = components['schemas']['AuditVerdict'];
export type AuthMethod = components['schemas']['AuthMethod'];
export type AuthMethodKind = components['schemas']['AuthMethodKind'];
export type AuthMethods = components['schemas']['AuthMethods'];
export type Authorization = components['schemas']['Authorization'];
export type AuthorizeRequest = components['schemas']['AuthorizeRequest'];
export type Branding = components['schemas']['Branding'];
export type BrandingUpdate = components['schemas']['BrandingUpdate'];
export type BrandLink = components['schemas']['BrandLink'];
export type BrandLogo = components['schemas']['BrandLogo'];
export type Callback = components['schemas']['Callback'];
export type CallbackResult = components['schemas']['CallbackResult'];
export type CancelledMany = components['schemas']['CancelledMany'];
export type CancelRequest = components['schemas']['CancelRequest'];
export type ChangedOrganization = components['schemas']['ChangedOrganization'];
export type ChangedUser = components['schemas']['ChangedUser'];
export type Choice = components['schemas']['Choice'];
export type CleanedUp = components['schemas']['CleanedUp'];
export type ClientAuthentication = components['schemas']['ClientAuthentication'];
export type Config = components['schemas']['Config'];
export type ConfigType = components['schemas']['ConfigType'];
export type ConfigWrite = components['schemas']['ConfigWrite'];
export type ConnectionCreate = components['schemas']['ConnectionCreate'];
export type ConnectionCredentials = components['schemas']['ConnectionCredentials'];
export type ConnectionDetail = components['schemas']['ConnectionDetail'];
export type ConnectionHealth = components['schemas']['ConnectionHealth'];
export type ConnectionMessage = components['schemas']['ConnectionMessage'];
export type ConnectionStatus = components['schemas']['ConnectionStatus'];
export type ConnectionUpdate = components['schemas']['ConnectionUpdate'];
export type Dependencies = components['schemas']['Dependencies'];
export type Dependency = components['schemas']['Dependency'];
export type Discovery = components['schemas']['Discovery'];
export type EntityChoice = components['schemas']['EntityChoice'];
export type ExecutionLog = components['schemas']['ExecutionLog'];
export type ExecutionPage = components['schemas']['ExecutionPage'];
export type ExecutionRecord = components['schemas']['ExecutionRecord'];
export type ExecutionResult = components['schemas']['ExecutionResult'];
export type ExecutionSummary = components['schemas']['ExecutionSummary'];
export type Feature = components['schemas']['Feature'];
export type FieldOption = components['schemas']['FieldOption'];
export type FieldValidation = components['schemas']['FieldValidation'];
export type FileContent = components['schemas']['FileContent'];
export type FileEntry = components['schemas']['FileEntry'];
export type FileMetadata = components['schemas']['FileMetadata'];
export type FileWrite = components['schemas']['FileWrite'];
export type Flow = components['schemas']['Flow'];
export type FormCreate = components['schemas']['FormCreate'];
export type FormDraft = components['schemas']['FormDraft'];
export type FormField = components['schemas']['FormField'];
export type FormFile = components['schemas']['FormFile'];
export type FormImport = components['schemas']['FormImport'];
export type FormRequest = components['schemas']['FormRequest'];
export type FormRoles = components['schemas']['FormRoles'];
export type FormSchema = components['schemas']['FormSchema'];
export type FormSummary = components['schemas']['FormSummary'];
export type FormUpdate = components['schemas']['FormUpdate'];
export type FormView = components['schemas']['FormView'];
export type Health = components['schemas']['Health'];
export type Issue = components['schemas']['Issue'];
export type JobStatus = components['schemas']['JobStatus'];
export type JsonValue = components['schemas']['JsonValue'];
export type Login = components['schemas']['Login'];
export type LogLine = components['schemas']['LogLine'];
export type Logout = components['schemas']['Logout'];
export type MemberRole = components['schemas']['MemberRole'];
export type MemberRoleName = components['schemas']['MemberRoleName'];
export type Membership = components['schemas']['Membership'];
export type MemberView = components['schemas']['MemberView'];
export type NamedRunRequest = components['schemas']['NamedRunRequest'];
export type Option = components['schemas']['Option'];
export type OptionsAnswer = components['schemas']['OptionsAnswer'];
export type Organization = components['schemas']['Organization'];
export type OrganizationCreate = components['schemas']['OrganizationCreate'];
export type OrganizationUpdate = components['schemas']['OrganizationUpdate'];
export type OwnSession = components['schemas']['OwnSession'];
export type Package = components['schemas']['Package'];
export type PackageInstall = components['schemas']['PackageInstall'];
export type PackageJobView = components['schemas']['PackageJobView'];
export type PackageLine = components['schemas']['PackageLine'];
export type PackageList = components['schemas']['PackageList'];
export type PackageQueued = components['schemas']['PackageQueued'];
export type ParameterView = components['schemas']['ParameterView'];
export type PasswordChange = components['schemas']['PasswordChange'];
export type PasswordLinkView = components['schemas']['PasswordLinkView'];
export type PasswordSet = components['schemas']['PasswordSet'];
export type PastAttempt = components['schemas']['PastAttempt'];
export type Problem = components['schemas']['Problem'];
export type ProblemDetail = components['schemas']['ProblemDetail'];
export type ProblemView = components['schemas']['ProblemView'];
export type ProviderFailure = components['schemas']['ProviderFailure'];
export type ProviderInput = components['schemas']['ProviderInput'];
export type ProviderRequest = components['schemas']['ProviderRequest'];
export type ProviderView = components['schemas']['ProviderView'];
export type PurgeCounts = components['schemas']['PurgeCounts'];
export type PurgeReport = components['schemas']['PurgeReport'];
export type PurgeRequest = components['schemas']['PurgeRequest'];
export type Readiness = components['schemas']['Readiness'];
export type ReconnectLink = components['schemas']['ReconnectLink'];
export type Refresh = components['schemas']['Refresh'];
export type RefreshCookie = components['schemas']['RefreshCookie'];
export type RefreshJob = components['schemas']['RefreshJob'];
export type RerunRequest = components['schemas']['RerunRequest'];
export type RetryPolicy = components['schemas']['RetryPolicy'];
export type Role = components['schemas']['Role'];
export type RoleCreate = components['schemas']['RoleCreate'];
export type RoleFormList = components['schemas']['RoleFormList'];
export type RoleForms = components['schemas']['RoleForms'];
export type RoleMembers = components['schemas']['RoleMembers'];
export type RoleUpdate = components['schemas']['RoleUpdate'];
export type RoleUsers = components['schemas']['RoleUsers'];
export type Rotation = components['schemas']['Rotation'];
export type RunLog = components['schemas']['RunLog'];
export type RunOutcome = components['schemas']['RunOutcome'];
export type RunRequest = components['schemas']['RunRequest'];
export type SearchMatch = components['schemas']['SearchMatch'];
export type SearchRequest = components['schemas']['SearchRequest'];
export type SearchResult = components['schemas']['SearchResult'];
export type Secret = components['schemas']['Secret'];
export type SecretCreate = components['schemas']['SecretCreate'];
export type SecretDeleted = components['schemas']['SecretDeleted'];
export type SecretNames = components['schemas']['SecretNames'];
export type SecretSaved = components['schemas']['SecretSaved'];
export type SecretUpdate = components['schemas']['SecretUpdate'];
export type SecretUse = components['schemas']['SecretUse'];
export type SecretVersionView = components['schemas']['SecretVersionView'];
export type SessionOrganization = components['schemas']['SessionOrganization'];
export type SessionUser = components['schemas']['SessionUser'];
export type SessionView = components['schemas']['SessionView'];
export type SignedIn = components['schemas']['SignedIn'];
export type SignIn = components['schemas']['SignIn'];
export type SignInRoles = components['schemas']['SignInRoles'];
export type StartupAnswer = components['schemas']['StartupAnswer'];
export type StartupRequest = components['schemas']['StartupRequest'];
export type Status = components['schemas']['Status'];
export type StuckExecution = components['schemas']['StuckExecution'];
export type StuckExecutions = components['schemas']['StuckExecutions'];
export type Upload = components['schemas']['Upload'];
export type UploadAnswer = components['schemas']['UploadAnswer'];
export type UploadResult = components['schemas']['UploadResult'];
export type UserCreate = components['schemas']['UserCreate'];
export type UserRoles = components['schemas']['UserRoles'];
export type UserType = components['schemas']['UserType'];
export type UserUpdate = components['schemas']['UserUpdate'];
export type UserView = components['schemas']['UserView'];
export type ValidationReport = components['schemas']['ValidationReport'];
export type ValidationRequest = components['schemas']['ValidationRequest'];
export type Version = components['schemas']['Version'];
export type Waiting = components['schemas']['Waiting'];
export type WaitingExecution = components['schemas']['WaitingExecution'];
export type WorkflowView = components['schemas']['WorkflowView'];
export type HeaderActedIn = components['headers']['ActedIn'];
export type $defs = Record<string, never>;
export interface operations {
    list_audit_entries: {
        parameters: {
            query?: {
                actor?: string | null;
                continuationToken?: string | null;
                limit?: number;
                objectId?: string | null;
                objectKind?: string | null;
                operation?: string | null;
                since?: string | null;
                until?: string | null;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    /** @description For the next page. */
                    "X-Continuation-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntry"][];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_audit_log: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": unknown;
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verify_audit_log: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerdict"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    log_in: {
        parameters: {
            query?: never;
            header?: {
                Cookie?: string;
                Host?: string;
                Origin?: string;
                "X-Bifrost-Client"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    log_out: {
        parameters: {
            query?: never;
            header?: {
                Cookie?: string;
                Host?: string;
                Origin?: string;
                "X-Bifrost-Client"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Logout"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_auth_methods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthMethods"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh_tokens: {
        parameters: {
            query?: never;
            header?: {
                Cookie?: string;
                Host?: string;
                Origin?: string;
                "X-Bifrost-Client"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PasswordSet"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_branding: {
        parameters: {
            query?: never;
            header?: {
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Branding"];
                };
            };
            /** @description It is unchanged. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_branding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["BrandingUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Branding"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_branding_logo: {
        parameters: {
            query?: {
                v?: string | null;
            };
            header?: {
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": unknown;
                };
            };
            /** @description It is unchanged. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_branding_logo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Branding"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_branding_logo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_config: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    /** @description For the next page. */
                    "X-Continuation-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Config"][];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_config: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConfigWrite"];
            };
        };
        responses: {
            /** @description Accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Config"];
                };
            };
            /** @description Accepted. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Config"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_config: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Config"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_config: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_content: {
        parameters: {
            query?: never;
            header?: {
                "Content-Type"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A row with this key exists already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_data_providers: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    /** @description For the next page. */
                    "X-Continuation-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderView"][];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_options: {
        parameters: {
            query?: {
                inputs?: {
                    [key: string]: string;
                };
                noCache?: boolean;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionsAnswer"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A data provider raised, ran too long, or did not return options. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_options: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProviderRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionsAnswer"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A data provider raised, ran too long, or did not return options. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_dead_letters: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionPage"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requeue_dead_letter: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RerunRequest"];
            };
        };
        responses: {
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discover: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Discovery"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_docs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
        };
    };
    get_docs_asset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    download_files: {
        parameters: {
            query?: {
                path?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_files: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
                path?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    /** @description For the next page. */
                    "X-Continuation-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileEntry"][];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_file: {
        parameters: {
            query: {
                path: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileContent"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    write_file: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "If-None-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FileWrite"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileContent"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_folder: {
        parameters: {
            query: {
                path: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileEntry"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_path: {
        parameters: {
            query: {
                path: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rename_path: {
        parameters: {
            query: {
                newPath: string;
                oldPath: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileEntry"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_files: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SearchRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResult"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_files: {
        parameters: {
            query?: {
                path?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/zip": string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadResult"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_executions: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                endDate?: string | null;
                errorText?: string | null;
                errorType?: string | null;
                formId?: string | null;
                ids?: string;
                limit?: number;
                parentExecutionId?: string | null;
                rerunOf?: string | null;
                scope?: "organization" | "all";
                startDate?: string | null;
                status?: string;
                userId?: string | null;
                workflowName?: string | null;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionPage"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_execution: {
        parameters: {
            query?: {
                parts?: string;
            };
            header?: {
                Prefer?: string;
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionRecord"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_execution: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionRecord"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_execution_events: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: string;
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description There are no more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_execution_logs: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionLog"][];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rerun_execution: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string | null;
                Prefer?: string;
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RerunRequest"];
            };
        };
        responses: {
            /** @description Accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunOutcome"];
                };
            };
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_execution_result: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionResult"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    download_execution_result: {
        parameters: {
            query?: never;
            header?: {
                Range?: string;
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description Done. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_execution_variables: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["JsonValue"];
                    };
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_executions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancelledMany"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_stuck_executions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StuckExecutions"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trigger_executions_cleanup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CleanedUp"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_forms: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                fields?: "all" | "summary";
                limit?: number;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    /** @description For the next page. */
                    "X-Continuation-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["FormView"] | components["schemas"]["FormSummary"])[];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_form: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FormCreate"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormView"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_form: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormView"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_form: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FormUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormView"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_form: {
        parameters: {
            query?: {
                purge?: boolean;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_form: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FormUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormView"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_form_options: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                form_id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProviderRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionsAnswer"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A data provider raised, ran too long, or did not return options. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    execute_form: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string | null;
                Prefer?: string;
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FormRequest"];
            };
        };
        responses: {
            /** @description Accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunOutcome"];
                };
            };
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The submitted form is invalid: each invalid field has a detail that says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A data provider raised, ran too long, or did not return options. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_form: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormFile"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_form_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Upload"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAnswer"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_form_roles: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormRoles"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_form: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not support this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_form_with_data: {
        parameters: {
            query?: {
                query?: {
                    [key: string]: string;
                };
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StartupRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartupAnswer"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The workflow raised UserError, whose text is for the caller. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The workflow exceeded its time limit and was stopped. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Upload"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAnswer"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    draft_form: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormDraft"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_form: {
        parameters: {
            query?: {
                isGlobal?: boolean;
                replace?: boolean;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: components["schemas"]["JsonValue"];
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormImport"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sign_in_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInRoles"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_dependencies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dependencies"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
                text?: string;
                withRoles?: boolean;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    /** @description For the next page. */
                    "X-Continuation-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"][];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_oauth_callback: {
        parameters: {
            query?: {
                code?: string | null;
                error?: string | null;
                iss?: string | null;
                state?: string;
            };
            header?: {
                Cookie?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
        };
    };
    finish_oauth_callback: {
        parameters: {
            query?: never;
            header?: {
                Cookie?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Callback"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackResult"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_connections: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    /** @description For the next page. */
                    "X-Continuation-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionDetail"][];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_connection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConnectionCreate"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionDetail"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_connection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionDetail"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_connection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConnectionUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionDetail"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_connection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    authorize_connection: {
        parameters: {
            query?: never;
            header?: {
                Host?: string;
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AuthorizeRequest"];
            };
        };
        responses: {
            /** @description Accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Authorization"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_authorization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionMessage"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_connection_credentials: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionCredentials"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    choose_connection_entity: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EntityChoice"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionDetail"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_connection_health: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionHealth"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_reconnect_link: {
        parameters: {
            query?: never;
            header?: {
                Host?: string;
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconnectLink"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh_connection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionMessage"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotate_connection_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rotation"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_reconnect_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                link: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
        };
    };
    follow_reconnect_link: {
        parameters: {
            query?: never;
            header?: {
                Host?: string;
                Origin?: string;
                "Sec-Fetch-Site"?: string;
            };
            path: {
                link: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
        };
    };
    refresh_all_connections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshJob"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_refresh_job: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshJob"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_rewritten_oauth_callback: {
        parameters: {
            query?: never;
            header?: {
                Cookie?: string;
                "X-MS-Original-URL"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
        };
    };
    get_openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["JsonValue"];
                    };
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_organizations: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    /** @description For the next page. */
                    "X-Continuation-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"][];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_organization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OrganizationCreate"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_organization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_organization: {
        parameters: {
            query?: {
                waiting?: "cancel" | "keep";
            };
            header?: {
                Prefer?: string;
            };
            path: {
                org_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiting"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_organization: {
        parameters: {
            query?: {
                waiting?: "cancel" | "keep";
            };
            header?: never;
            path: {
                org_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OrganizationUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedOrganization"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    purge_organization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PurgeRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurgeReport"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_organization_waiting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiting"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_packages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackageList"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    install_packages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PackageInstall"];
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackageQueued"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_package_job: {
        parameters: {
            query?: {
                after?: number;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackageJobView"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_roles: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    /** @description For the next page. */
                    "X-Continuation-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"][];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RoleCreate"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                role_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                role_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                role_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RoleUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_role_forms: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                role_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleFormList"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grant_forms_to_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                role_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RoleForms"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_form_from_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                form_id: string;
                role_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_role_users: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                role_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleMembers"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_users_to_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                role_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RoleUsers"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_user_from_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                role_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_secrets: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretNames"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_secret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SecretCreate"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretSaved"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_secret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Secret"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_secret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SecretUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretSaved"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_secret: {
        parameters: {
            query?: {
                force?: boolean;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretDeleted"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
                orgId?: string | null;
                text?: string;
                type?: components["schemas"]["UserType"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    /** @description For the next page. */
                    "X-Continuation-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"][];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UserCreate"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_user_roles: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserRoles"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_user: {
        parameters: {
            query?: {
                waiting?: "cancel" | "keep";
            };
            header?: {
                Prefer?: string;
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiting"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_user: {
        parameters: {
            query?: {
                waiting?: "cancel" | "keep";
            };
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UserUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedUser"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_password_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordLinkView"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unbind_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_user_waiting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiting"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_current_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["JsonValue"];
                    };
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_preferences: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: components["schemas"]["JsonValue"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["JsonValue"];
                    };
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_own_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSession"][];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_own_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_own_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_version: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_workflow_keys: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    /** @description For the next page. */
                    "X-Continuation-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyView"][];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_workflow_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ApiKeyCreate"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyView"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_workflow_key: {
        parameters: {
            query?: {
                waiting?: "cancel" | "keep";
            };
            header?: {
                Prefer?: string;
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiting"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_workflow_key_waiting: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiting"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_workflows: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                limit?: number;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    /** @description For the next page. */
                    "X-Continuation-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"][];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_workflow: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    run_workflow: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string | null;
                Prefer?: string;
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: components["schemas"]["JsonValue"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The host does not know the key; the body is empty. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The run was cancelled while its caller waited. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The workflow raised UserError, whose text is for the caller. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The workflow exceeded its time limit and was stopped. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    execute_workflow: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string | null;
                Prefer?: string;
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RunRequest"];
            };
        };
        responses: {
            /** @description Accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunOutcome"];
                };
            };
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_workflow_executions: {
        parameters: {
            query?: {
                continuationToken?: string | null;
                endDate?: string | null;
                limit?: number;
                startDate?: string | null;
                status?: string;
                userId?: string | null;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionPage"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The host does not know the key; the body is empty. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_workflow_execution: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: string;
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionRecord"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The host does not know the key; the body is empty. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_workflow_execution: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionRecord"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The host does not know the key; the body is empty. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_workflow_execution_logs: {
        parameters: {
            query?: {
                after?: string | null;
            };
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionLog"][];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The host does not know the key; the body is empty. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_workflow_execution_result: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionResult"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The host does not know the key; the body is empty. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_workflow_execution_variables: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path: {
                execution_id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["JsonValue"];
                    };
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The host does not know the key; the body is empty. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    execute_named_workflow: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string | null;
                Prefer?: string;
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NamedRunRequest"];
            };
        };
        responses: {
            /** @description Accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunOutcome"];
                };
            };
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A limit is reached at present; nothing was done. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_openapi_with_workflows: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organization to act in; GLOBAL if absent. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["JsonValue"];
                    };
                };
            };
            /** @description The host does not know the key; the body is empty. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_workflow_file: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ValidationRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Bifrost-Organization": components["headers"]["ActedIn"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationReport"];
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no valid credential. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is authenticated, but has no right to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The object does not exist in the caller's organization, or is not visible to the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The content has more bytes than the route accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The route does not accept this content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_oauth_callback_page: {
        parameters: {
            query?: {
                code?: string | null;
                error?: string | null;
                iss?: string | null;
                state?: string;
            };
            header?: {
                Cookie?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description The request is malformed, or a value in it is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description An unexpected error in the platform. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that the platform depends on did not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
        };
    };
}
