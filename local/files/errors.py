"""Errors of the file share, with Azure's codes and statuses."""

STATUS = {
    "AuthenticationFailed": 403,
    "CannotDeleteRoot": 400,
    "DirectoryNotEmpty": 409,
    "InvalidHeaderValue": 400,
    "InvalidQueryParameterValue": 400,
    "InvalidRange": 416,
    "InvalidResourceName": 400,
    "Md5Mismatch": 400,
    "MissingRequiredHeader": 400,
    "NotImplemented": 501,
    "OutOfRangeInput": 400,
    "OutOfRangeQueryParameterValue": 400,
    "ParentNotFound": 404,
    "RequestBodyTooLarge": 413,
    "ResourceAlreadyExists": 409,
    "ResourceNotFound": 404,
    "ResourceTypeMismatch": 409,
    "ShareAlreadyExists": 409,
    "ShareNotFound": 404,
}


class FilesError(Exception):
    """A refusal with one of Azure's error codes."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.status = STATUS[code]
