"""Key material wrapped by KMS: whoever may wrap cannot unwrap."""

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection

from adapters.session import client
from domain.base.errors import Busy

_OVERLOAD = {"ThrottlingException", "KMSInternalException", "DependencyTimeoutException"}


class KmsWrapper:
    """Wrapper and Unwrapper under one KMS key. What a copy is bound to is authenticated, and stands in KMS's own log."""

    def __init__(self, key: str) -> None:
        self._key = key

    def wrap(self, material: bytes, *, bound_to: str) -> bytes:
        try:
            answer = client("kms").encrypt(KeyId=self._key, Plaintext=material, EncryptionContext={"key": bound_to})
        except (HTTPClientError, NoConnection) as silence:
            raise Busy from silence
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in _OVERLOAD:
                raise Busy from error
            raise
        return answer["CiphertextBlob"]

    def unwrap(self, wrapped: bytes, *, bound_to: str) -> bytes:
        """For a keeper: KMS refuses everybody else."""
        answer = client("kms").decrypt(KeyId=self._key, CiphertextBlob=wrapped, EncryptionContext={"key": bound_to})
        return answer["Plaintext"]
