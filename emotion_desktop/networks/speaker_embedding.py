"""The network whose embeddings tell voices apart, see `inference.speaker_embedding`."""

from torch import Tensor, nn

from emotion_desktop.networks.sizes import EMBEDDING_WIDTH, SPEAKER_MELS


class SpeakerEmbeddingNetwork(nn.Module):
    """Mel powers (B, 160, 40) to embeddings (B, 256) of length 1."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(SPEAKER_MELS, EMBEDDING_WIDTH, num_layers=3, batch_first=True)
        self.linear = nn.Linear(EMBEDDING_WIDTH, EMBEDDING_WIDTH)

    def forward(self, mels: Tensor) -> Tensor:
        """Embed parts of utterances."""
        _, (hidden, _) = self.lstm(mels)
        return nn.functional.normalize(self.linear(hidden[-1]).relu(), dim=1)
